import { existsSync } from 'node:fs';
import { describeDriverContract } from '../../__testUtils__/driverContract';
import { missingServer } from '../postgres/__testUtils__/cluster';
import { startRepositoryWorld } from './__testUtils__/world';
import { DEFAULT_PROGRAM } from './settings';

describeDriverContract('PgBackRestDriver', () => startRepositoryWorld(), {
  controls: ['missing-wal-segment', 'flipped-byte', 'stale-copy'],
  missing:
    missingServer() ??
    (existsSync(DEFAULT_PROGRAM) ? undefined : 'pgbackrest is not installed'),
});
