import { describeDriverContract } from '../../__testUtils__/driverContract';
import { missingServer } from './__testUtils__/cluster';
import { startFolderWorld } from './__testUtils__/world';

describeDriverContract('PostgresDriver', () => startFolderWorld(), {
  controls: [
    'missing-wal-segment',
    'flipped-byte',
    'archive-mode-on',
    'stale-copy',
  ],
  missing: missingServer(),
});
