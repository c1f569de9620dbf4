import { describeDriverContract } from '../../__testUtils__/driverContract';
import { startSqliteWorld } from './__testUtils__/world';

describeDriverContract('SqliteDriver', startSqliteWorld, {
  controls: ['flipped-byte', 'stale-copy'],
  repetitions: 20,
});
