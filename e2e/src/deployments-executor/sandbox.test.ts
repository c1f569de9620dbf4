import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { DEV, imageOf, PROD, SandboxPortal } from './sandboxPortal';

describeDatabases('the executor', database => {
  // In a suite of its own, so that it ends before the database does.
  describe('in the sandbox', () => {
    let portal: SandboxPortal;
    const running = async (place = PROD) => {
      const { images } = await portal.delivery.observe(place);
      return images;
    };

    beforeAll(async () => {
      portal = await SandboxPortal.start(await database.create());
      portal.executor.start();
    }, 60_000);

    afterAll(() => portal?.stop(), 30_000);

    it('brings a good release through a canary to all traffic', async () => {
      expect(await running()).toEqual([imageOf('1.7.2')]);
      await portal.propose('good', PROD, '1.8.0');
      const { proposal, events } = await portal.end('good');
      expect({ state: proposal.state, events }).toMatchObject({
        state: 'Succeeded',
      });
      expect(events.filter(type => type === 'step-intended')).toHaveLength(3);
      expect(await running()).toEqual([imageOf('1.8.0')]);
    }, 300_000);

    it('rolls a Deployment, whose figures nobody has', async () => {
      await portal.propose('dev', DEV, '1.8.0');
      const { proposal } = await portal.end('dev');
      expect(proposal.state).toBe('Succeeded');
      expect(await running(DEV)).toEqual([imageOf('1.8.0')]);
    }, 300_000);

    it('takes a bad release back by itself', async () => {
      await portal.propose('bad', PROD, '1.9.0');
      const { proposal } = await portal.end('bad');
      expect(proposal).toMatchObject({
        state: 'RolledBack',
        execution: { rollback: { trigger: { kind: 'error-rate' } } },
      });
      expect(await running()).toEqual([imageOf('1.8.0')]);
    }, 300_000);
  });
});
