import { NegativeControl } from '@textloom/plugin-restore-drills-common';
import { describeDriverContract } from '../../__testUtils__/driverContract';
import { missingServer } from './__testUtils__/source';
import { startRedisWorld } from './__testUtils__/world';

const CONTROLS: readonly NegativeControl[] = [
  'flipped-byte',
  'rdb-beside-aof',
  'stale-copy',
];
const missing = missingServer();

describeDriverContract(
  'RedisDriver of snapshots',
  () => startRedisWorld({ persistence: 'rdb' }),
  { controls: CONTROLS, repetitions: 20, missing },
);

describeDriverContract(
  'RedisDriver of logs',
  () => startRedisWorld({ persistence: 'aof' }),
  { controls: CONTROLS, repetitions: 20, missing },
);

describeDriverContract(
  'RedisDriver of snapshots with nothing beside them',
  () => startRedisWorld({ persistence: 'rdb', manifests: false }),
  { controls: CONTROLS, missing },
);

describeDriverContract(
  'RedisDriver of logs with nothing beside them',
  () => startRedisWorld({ persistence: 'aof', manifests: false }),
  { controls: CONTROLS, missing },
);
