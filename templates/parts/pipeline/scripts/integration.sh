#!/usr/bin/env bash
# integration.sh [IMAGE]: starts the image as production does (read-only, non-root, PgBouncer in transaction mode), migrates
# a real PostgreSQL, waits until it is ready, reads its metrics, and lets a scanner attack it (DAST). Needs Docker.
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
image=${1:-$SERVICE:integration}
network=$SERVICE-integration-$$
started=()
clean() {
  local code=$?
  [ "$code" = 0 ] || docker logs "$SERVICE-app-$$" >&2 2>&1 || true
  [ ${#started[@]} = 0 ] || docker rm --force --volumes "${started[@]}" > /dev/null
  docker network rm "$network" > /dev/null
  exit "$code"
}
docker network create "$network" > /dev/null
trap clean EXIT

# start NAME DOCKER-OPTIONS… IMAGE: in the network, reachable as NAME.
start() {
  local name=$1
  shift
  docker run --detach --name "$SERVICE-$name-$$" --network "$network" --network-alias "$name" "$@" > /dev/null
  started+=("$SERVICE-$name-$$")
}

environment=(--env ENVIRONMENT=test --env LOG_LEVEL=info --env "PORT=$PORT" --env RELEASE=0.0.0-integration)
# Nobody signs in here: health and metrics need no token, and no key is fetched.
[ "$KIND" != api ] || environment+=(--env JWT_ISSUER=http://issuer --env JWT_AUDIENCE=textloom)
if [ "$OBJECT_STORAGE" = true ]; then
  environment+=(--env S3_BUCKET=test --env AWS_ACCESS_KEY_ID=test --env AWS_SECRET_ACCESS_KEY=test --env AWS_DEFAULT_REGION=us-east-1)
fi
if [ "$DATABASE" = true ]; then
  start postgres --env POSTGRES_USER=app --env POSTGRES_PASSWORD=app --env POSTGRES_DB=app postgres:14
  start pgbouncer --env DATABASE_URL=postgres://app:app@postgres:5432/app --env POOL_MODE=transaction \
    --env AUTH_TYPE=scram-sha-256 edoburu/pgbouncer:v1.24.1-p1
  url=postgresql+asyncpg://app:app@pgbouncer:5432/app
  environment+=(--env "DATABASE_URL=$url" --env "DATABASE_REPLICA_URL=$url")
fi
if [ "$CACHE" = true ] || [ "$QUEUES" = true ]; then
  start redis redis:7
  environment+=(--env REDIS_URL=redis://redis:6379/0 --env BROKER_URL=redis://redis:6379/1)
fi
if [ "$DATABASE" = true ]; then
  for _ in $(seq 30); do
    docker exec "$SERVICE-postgres-$$" pg_isready --quiet --username app --host 127.0.0.1 && break
    sleep 1
  done
  # The tables are the API's; a worker finds them there.
  [ "$KIND" != api ] || docker run --rm --network "$network" "${environment[@]}" "$image" migrate
fi

start app --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --publish "127.0.0.1::$PORT" \
  "${environment[@]}" "$image"
base=http://$(docker port "$SERVICE-app-$$" "$PORT" | head -n 1)
curl --silent --show-error --fail --output /dev/null --retry 30 --retry-delay 1 --retry-all-errors "$base/readyz"
curl --silent --show-error --fail --output /dev/null "$base/healthz"
metric=http_requests_in_flight
[ "$KIND" != worker ] || metric=queue_length
curl --silent --show-error --fail "$base/metrics" | grep "^$metric" > /dev/null || fail "/metrics has no $metric"
say 'Ready, healthy and measured'

zap=(docker run --rm --network "$network" ghcr.io/zaproxy/zaproxy:2.16.1)
case $KIND in
  api) "${zap[@]}" zap-api-scan.py -I -t "http://app:$PORT/openapi.json" -f openapi ;;
  web) "${zap[@]}" zap-baseline.py -I -t "http://app:$PORT" ;;
  *) say 'A worker takes no requests: nothing to attack' ;;
esac
