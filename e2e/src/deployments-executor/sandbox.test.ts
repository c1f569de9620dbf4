import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { ExecutorPortal } from './executorPortal';
import { DEV, imageOf, PROD, startSandboxPortal } from './sandboxPortal';

describeDatabases('the executor', database => {
  // In a suite of its own, so that it ends before the database does.
  describe('in the sandbox', () => {
    let portal: ExecutorPortal;
    let stop: () => Promise<void>;
    const running = async (place = PROD) => {
      const { images } = await portal.delivery.observe(place);
      return images;
    };
    const propose = (id: string, version: string, place = PROD) =>
      portal.propose(id, place, { version, image: imageOf(version) });

    beforeAll(async () => {
      ({ portal, stop } = await startSandboxPortal(await database.create()));
      portal.executor.start();
    }, 60_000);

    afterAll(() => stop?.(), 30_000);

    it('brings a good release through a canary to all traffic', async () => {
      expect(await running()).toEqual([imageOf('1.7.2')]);
      await propose('good', '1.8.0');
      const { state } = await portal.end('good');
      const events = await portal.events('good');
      expect({ state, events }).toMatchObject({ state: 'Succeeded' });
      expect(events.filter(type => type === 'step-intended')).toHaveLength(3);
      expect(await running()).toEqual([imageOf('1.8.0')]);
    }, 300_000);

    it('rolls a Deployment, whose figures nobody has', async () => {
      await propose('dev', '1.8.0', DEV);
      expect((await portal.end('dev')).state).toBe('Succeeded');
      expect(await running(DEV)).toEqual([imageOf('1.8.0')]);
    }, 300_000);

    it('takes a bad release back by itself', async () => {
      await propose('bad', '1.9.0');
      expect(await portal.end('bad')).toMatchObject({
        state: 'RolledBack',
        execution: { rollback: { trigger: { kind: 'error-rate' } } },
      });
      expect(await running()).toEqual([imageOf('1.8.0')]);
    }, 300_000);
  });
});
