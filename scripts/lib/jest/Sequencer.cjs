const { statSync } = require('node:fs');
const { relative, join, sep } = require('node:path');

const root = join(__dirname, '../../..');

/**
 * Suites that take half a minute and more, longest first. Begun last, one of
 * them would keep one core busy while the other has nothing left to do; by the
 * size of the file, which is all that Jest knows on a fresh machine, it would be.
 */
const LONG = [
  'plugins/restore-drills-backend/src/adapters/redis/RedisDriver.test.ts',
  'e2e/src/clusters-collector/collector.test.ts',
  'e2e/src/deployments-executor/server.test.ts',
  'packages/sandbox/src/scenarios/scenarios.test.ts',
  'plugins/restore-drills-backend/src/adapters/postgres/bounds.test.ts',
  'packages/sandbox/src/argo/startDelivery.test.ts',
  'plugins/restore-drills-backend/src/adapters/postgres/PostgresDriver.test.ts',
  'plugins/restore-drills-backend/src/adapters/rds/RdsDriver.test.ts',
  'plugins/restore-drills-backend/src/adapters/pgbackrest/PgBackRestDriver.test.ts',
  'plugins/restore-drills-backend/src/adapters/redis/RedisDriver.cases.test.ts',
  'plugins/restore-drills-backend/src/adapters/postgres/PostgresDriver.cases.test.ts',
  'plugins/restore-drills-backend/src/adapters/rds/RdsDriver.cases.test.ts',
  'packages/sandbox/src/argo/delivery.test.ts',
  'packages/sandbox/src/billing/BillingExport.test.ts',
  'e2e/src/prometheus-conformance/conformance.test.ts',
  'plugins/restore-drills-backend/src/tasks/crash.test.ts',
  'plugins/restore-drills-backend/src/adapters/sqlite/SqliteDriver.test.ts',
];

/** Begins with the long suites, then with the largest files. */
module.exports = class LongestFirst {
  sort(tests) {
    return tests
      .map(test => ({ test, rank: rankOf(test.path) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ test }) => test);
  }

  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter(
      (_, index) => index % shardCount === shardIndex - 1,
    );
  }

  allFailedTests(tests) {
    return this.sort(tests);
  }

  cacheResults() {
    // The order is that of the list: it depends on no earlier run.
  }
};

module.exports.LONG = LONG;

function rankOf(path) {
  const place = LONG.indexOf(relative(root, path).split(sep).join('/'));
  return place < 0 ? statSync(path).size : Number.MAX_SAFE_INTEGER - place;
}
