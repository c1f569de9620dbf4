import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { missingArgo } from './argoServer';
import { imageOf, PLACE, startServerPortal } from './serverPortal';
import { BAD, QUIET } from './serverRules';

const missing = missingArgo();
// In CI what is missing fails in the start, with the reason.
const onServer = missing && !process.env.CI ? describe.skip : describe;

jest.setTimeout(300_000);

/**
 * The executor as the backend has it, with nothing played but pods and figures: Git over HTTP, Argo's definitions on a
 * real API server, a database.
 */
describeDatabases('the executor', database => {
  onServer(`on a real API server${missing ? `: ${missing}` : ''}`, () => {
    let world: Awaited<ReturnType<typeof startServerPortal>>;
    const running = async () => {
      const { images } = await world.portal.delivery.observe(PLACE);
      return images;
    };
    const propose = (id: string, version: string, digit: string) =>
      world.portal.propose(id, PLACE, { version, image: imageOf(digit) });
    /** The version of before runs again, in the cluster and in Git, and the release does not come back. */
    const expectTakenBack = async (id: string, before: string) => {
      const { execution, release } = await world.portal.get(id);
      expect(await running()).toEqual([imageOf(before)]);
      expect(await world.git('rev-parse', 'main')).toBe(
        execution?.revertCommit,
      );
      expect(await world.git('log', '-1', '--format=%B', 'main')).toContain(
        `Reverts-Approval-Id: ${id}`,
      );
      const { version, images } = release;
      const again = { version, image: images[0] };
      const ci = { ref: 'ci', kind: 'service' } as const;
      await expect(
        world.portal.propose(`${id}-again`, PLACE, again, ci),
      ).rejects.toMatchObject({
        reasons: [{ code: 'denied-release', params: { version } }],
      });
    };

    /** The proposal once it has the traffic of the first level and needs the second. */
    const needsSre = (id: string) =>
      world.portal.until(
        id,
        ({ execution }) =>
          execution?.weight === 25 &&
          execution.waitingFor?.[0]?.code === 'approvals-missing',
      );

    beforeAll(async () => {
      world = await startServerPortal(await database.create());
      await world.begin();
    }, 120_000);

    afterAll(() => world?.stop(), 60_000);

    it('brings a release to 5 and 25 % for the first level, and to all traffic for the second', async () => {
      const { portal, weights, git } = world;
      await propose('good', '1.1.0', '2');
      await portal.approve('good', 'lead');
      expect(await needsSre('good')).toMatchObject({ state: 'Executing' });
      expect(weights).toEqual([5, 25]);
      await portal.approve('good', 'sre');
      const { state, execution, fingerprint } = await portal.end('good');
      const events = await portal.events('good');
      expect({ state, events }).toMatchObject({ state: 'Succeeded' });
      expect(weights).toEqual([5, 25, 50, 100, 0]);
      expect(events.filter(type => type === 'step-intended')).toHaveLength(3);
      expect(await running()).toEqual([imageOf('2')]);
      expect(await git('rev-parse', 'main')).toBe(execution?.commit);
      const message = await git('log', '-1', '--format=%B', 'main');
      expect(message).toContain('Approval-Id: good');
      expect(message).toContain(
        `Approval-Fingerprint: ${fingerprint.approval}`,
      );
      expect(await world.application()).toMatchObject({
        status: {
          operationState: {
            phase: 'Succeeded',
            operation: { info: [{ value: fingerprint.approval }] },
            syncResult: { revision: execution?.commit },
          },
        },
      });
    });

    it('takes back what somebody aborts in the cluster, in Git too', async () => {
      const { portal, weights } = world;
      weights.length = 0;
      await propose('aborted', '1.2.0', '3');
      await portal.approve('aborted', 'lead');
      await needsSre('aborted');
      await world.patchRollout({ abort: true });
      expect(await portal.end('aborted')).toMatchObject({
        state: 'RolledBack',
        execution: {
          rollback: {
            trigger: {
              kind: 'health',
              message: 'The rollout was aborted in the cluster',
            },
          },
        },
      });
      expect(weights).toEqual([5, 25, 0]);
      await expectTakenBack('aborted', '2');
    });

    it('aborts and takes back what goes beyond the limits', async () => {
      const { portal, weights } = world;
      weights.length = 0;
      await propose('bad', '1.3.0', BAD);
      await portal.approve('bad', 'lead');
      expect(await portal.end('bad')).toMatchObject({
        state: 'RolledBack',
        execution: { rollback: { trigger: { kind: 'error-rate', value: 4 } } },
      });
      expect(weights).toEqual([5, 0]);
      await expectTakenBack('bad', '2');
    });

    it('takes back what somebody promotes beyond what its levels allow', async () => {
      const { portal, weights } = world;
      weights.length = 0;
      await propose('promoted', '1.4.0', '4');
      await portal.approve('promoted', 'lead');
      await needsSre('promoted');
      await world.patchRollout({ pauseConditions: null });
      expect(await portal.end('promoted')).toMatchObject({
        state: 'RolledBack',
        execution: {
          rollback: {
            trigger: {
              kind: 'health',
              message: '50 % of traffic, of which 25 % were allowed',
            },
          },
        },
      });
      expect(weights).toEqual([5, 25, 50, 0]);
      await expectTakenBack('promoted', '2');
    });

    it('takes back what is exchanged while traffic moves', async () => {
      const { portal } = world;
      await propose('foreign', '1.4.1', '6');
      await portal.approve('foreign', 'lead');
      await needsSre('foreign');
      await world.setImage('7');
      expect(await portal.end('foreign')).toMatchObject({
        state: 'RolledBack',
        execution: {
          rollback: {
            trigger: {
              kind: 'health',
              message: 'Something else runs than was approved',
            },
          },
        },
      });
      await expectTakenBack('foreign', '2');
    });

    it('says so when somebody puts another image in the place of the release', async () => {
      const { portal } = world;
      await propose('drifted', '1.5.0', QUIET);
      await portal.approve('drifted', 'lead');
      await needsSre('drifted');
      await portal.approve('drifted', 'sre');
      await portal.until('drifted', ({ state }) => state === 'Soaking');
      await world.setImage('7');
      const { state, execution } = await portal.end('drifted');
      expect({ state, execution }).toMatchObject({ state: 'Diverged' });
      const [entry] = (await portal.log('drifted')).slice(-1);
      expect(entry).toMatchObject({
        type: 'diverged',
        expected: [`${imageOf(QUIET).repository}@${imageOf(QUIET).digest}`],
        observed: expect.arrayContaining([
          `${imageOf('7').repository}@${imageOf('7').digest}`,
        ]),
      });
    });
  });
});
