#!/usr/bin/env bash
# check.sh [lint|syntax]: what can be said without a host. Both without an argument.
set -euo pipefail
cd "$(dirname "$0")/.."

lint() {
  yamllint --strict .
  ansible-lint --offline
  shellcheck scripts/*.sh roles/*/files/textloom-*
  # Compiled nowhere: only to see that each file is Python.
  python3 - roles/backup_restore/files/textloom_restore/*.py <<'PYTHON'
import sys
for path in sys.argv[1:]:
    compile(open(path, encoding="utf-8").read(), path, "exec")
PYTHON
}

syntax() {
  local environment
  for environment in dev test staging prod; do
    ansible-playbook -i "inventory/$environment" --syntax-check playbooks/*.yaml
  done
}

case ${1:-all} in
  lint) lint ;;
  syntax) syntax ;;
  all) lint && syntax ;;
  *)
    echo 'check.sh [lint|syntax]' >&2
    exit 2
    ;;
esac
