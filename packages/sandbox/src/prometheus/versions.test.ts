import { followRepository } from '../argo/__testUtils__/deliveries';
import { ROLLOUTS } from '../argo/types';
import { BAD_RELEASE } from '../world/images';
import { Prometheus } from './Prometheus';

jest.setTimeout(60_000);

const API = 'textloom-api';
const LABELS =
  'reporter="destination",destination_service_name="textloom-api",destination_service_namespace="textloom"';

type Followed = Awaited<ReturnType<typeof followRepository>>;

function valueOf({ world }: Followed, query: string): number | undefined {
  const { body } = new Prometheus(world).answer(
    '/api/v1/query',
    new URLSearchParams({ query }),
  );
  const { result } = (
    body as { data: { result: { value: [number, string] }[] } }
  ).data;
  expect(result.length).toBeLessThanOrEqual(1);
  return result[0] && Number(result[0].value[1]);
}

/** What the portal asks of a version, by the hash of its pods. */
function figuresOf(followed: Followed, hash: string) {
  const version = `${LABELS},rollouts_pod_template_hash="${hash}"`;
  const all = `sum(rate(istio_requests_total{${version}}[1m]))`;
  return {
    perSecond: valueOf(followed, all) ?? 0,
    errorPercent:
      valueOf(
        followed,
        `100 * sum(rate(istio_requests_total{${version},response_code=~"5.."}[1m])) / (${all} > 0)`,
      ) ?? NaN,
    p95Ms:
      valueOf(
        followed,
        `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${version}}[1m])))`,
      ) ?? NaN,
  };
}

async function onTrial(version: string) {
  const followed = await followRepository('textloom-prod');
  followed.deploy('prod', API, version);
  await followed.pass(120);
  const { currentPodHash = '', stableRS = '' } =
    followed.rollout(API).status ?? {};
  expect(currentPodHash).not.toBe(stableRS);
  return { followed, canary: currentPodHash, stable: stableRS };
}

it('gives the new version its share of the requests, and both do well', async () => {
  const { followed, canary, stable } = await onTrial('1.8.0');
  const [of, old] = [canary, stable].map(hash => figuresOf(followed, hash));
  expect(of.perSecond / (of.perSecond + old.perSecond)).toBeCloseTo(0.05, 6);
  expect(of.errorPercent).toBeCloseTo(0.1, 6);
  expect(old.errorPercent).toBeCloseTo(0.1, 6);
  expect(of.p95Ms).toBeLessThan(300);
  expect(
    valueOf(followed, `sum(rate(istio_requests_total{${LABELS}}[1m]))`),
  ).toBeCloseTo(of.perSecond + old.perSecond, 6);
  for (const hash of [canary, stable]) {
    expect(
      valueOf(
        followed,
        `sum(kube_pod_container_status_restarts_total{namespace="textloom",pod=~"${API}-${hash}-.+"})`,
      ),
    ).toBe(0);
  }
});

it('tells a bad version from the good one beside it, and no longer once it was aborted', async () => {
  const { followed, canary, stable } = await onTrial(BAD_RELEASE.version);
  expect(figuresOf(followed, canary).errorPercent).toBeCloseTo(4, 6);
  expect(figuresOf(followed, canary).p95Ms).toBeGreaterThan(850);
  expect(figuresOf(followed, canary).p95Ms).toBeLessThan(950);
  expect(figuresOf(followed, stable).errorPercent).toBeCloseTo(0.1, 6);
  const { store } = followed.world;
  const rollout = followed.rollout(API);
  store.update(ROLLOUTS.resource, {
    ...rollout,
    status: { ...rollout.status, abort: true },
  });
  await followed.pass(120);
  expect(figuresOf(followed, canary).perSecond).toBe(0);
  expect(figuresOf(followed, stable).perSecond).toBeGreaterThan(50);
});

it('never lets a counter fall while traffic moves', async () => {
  const { followed } = await onTrial('1.8.0');
  const end = followed.world.store.now();
  const { body } = new Prometheus(followed.world).answer(
    '/api/v1/query_range',
    new URLSearchParams({
      query: `istio_requests_total{${LABELS}}`,
      start: `${(end - 300_000) / 1_000}`,
      end: `${end / 1_000}`,
      step: '5',
    }),
  );
  const { result } = (
    body as { data: { result: { values: [number, string][] }[] } }
  ).data;
  expect(result.length).toBe(6);
  for (const { values } of result) {
    const numbers = values.map(([, value]) => Number(value));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
});
