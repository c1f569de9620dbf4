import { describeDriverContract } from '../../__testUtils__/driverContract';
import { missingServer } from '../postgres/__testUtils__/cluster';
import { startRdsWorld } from './__testUtils__/world';

describeDriverContract('RdsDriver', () => startRdsWorld(), {
  controls: ['stale-copy'],
  missing: missingServer(),
});
