import {
  abort,
  pause,
  Proposal,
  ProposalState,
  resume,
} from '@textloom/plugin-deployments-common';
import { manifest, WITHIN, World } from './__testUtils__/world';

const FILE = 'environments/prod/api/rollout.yaml';
const COMMIT = '2'.padStart(40, '0');

const inState = (state: ProposalState) => (proposal: Proposal) =>
  proposal.state === state;
const atWeight = (weight: number) => (proposal: Proposal) =>
  proposal.execution?.weight === weight &&
  proposal.execution.heldSince !== undefined;
const codes = (proposal: Proposal) =>
  proposal.execution?.waitingFor.map(({ code }) => code);

describe('Executor', () => {
  it('carries a release through all steps to success', async () => {
    const world = new World();
    await world.propose();
    const proposal = await world.until(inState('Succeeded'));
    expect(world.events()).toEqual([
      'proposed',
      'execution-started',
      'commit-intended',
      'committed',
      'synced',
      ...Array(3).fill(['step-reached', 'holding', 'step-intended']).flat(),
      'full-traffic',
      'succeeded',
    ]);
    expect(world.cluster.effects).toEqual([
      'sync 2',
      'promote 5',
      'promote 25',
      'promote 50',
    ]);
    expect(proposal.execution?.commit).toBe(COMMIT);
    expect(world.repository.commits.at(-1)?.message).toContain(
      `Approval-Id: ${proposal.id}\nApproval-Fingerprint: ${proposal.fingerprint.approval}\nApproval-Token: 1`,
    );
  });

  it('gives a Deployment all traffic at once, after the steps of its policy', async () => {
    const world = new World({
      rollout: false,
      rules: { strategy: { kind: 'rolling' } },
    });
    world.figures = undefined;
    await world.propose();
    await world.until(inState('Succeeded'));
    expect(world.cluster.effects).toEqual(['sync 2']);
  });

  describe('levels', () => {
    const level = (name: string, group: string, unlocks: number) => ({
      name,
      approvals: 1,
      groups: [{ group: `group:default/${group}`, atLeast: 0 }],
      unlocks,
    });
    const levels = [level('L1', 'leads', 25), level('L2', 'sre', 100)];

    it('buy traffic, each as much as it unlocks', async () => {
      const world = new World({ rules: { levels } });
      await world.propose();
      await world.second();
      expect(world.events()).toEqual(['proposed']);
      await world.approve('ana');
      const held = await world.until(
        proposal => codes(proposal)?.includes('approvals-missing') === true,
      );
      expect(held.execution?.weight).toBe(25);
      expect(world.cluster.effects).toEqual(['sync 2', 'promote 5']);
      await world.approve('cho');
      await world.until(inState('Succeeded'));
    });

    it('are all needed where the start gives all traffic', async () => {
      const world = new World({ rollout: false, rules: { levels } });
      await world.propose();
      await world.approve('ana');
      await Promise.all([1, 2, 3].map(() => world.second()));
      expect(world.events()).not.toContain('execution-started');
      await world.approve('cho');
      await world.until(inState('Succeeded'));
    });

    it('that nobody completes in time end in a rollback', async () => {
      const world = new World({ rules: { levels, expiresAfterMs: 20_000 } });
      await world.propose();
      await world.approve('ana');
      const proposal = await world.until(inState('RolledBack'));
      expect(proposal.execution?.rollback?.trigger.kind).toBe('health');
      expect(world.cluster.stable.digest).toBe(`sha256:${'1'.repeat(64)}`);
    });
  });

  it('holds traffic while figures are not known, and never longer', async () => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(5));
    world.figures = undefined;
    const held = await world.until(p => codes(p)?.length === 1);
    expect(codes(held)).toEqual(['outside-limits']);
    for (let seconds = 0; seconds < 10; seconds++) {
      await world.second();
    }
    expect(world.cluster.effects).toEqual(['sync 2']);
    expect(world.events().filter(type => type === 'holding')).toHaveLength(2);
    world.figures = WITHIN;
    await world.until(inState('Succeeded'));
  });

  it.each([
    ['errors', { errorRatePercent: 4 }, 'error-rate'],
    ['slowness', { p95Ms: 900 }, 'p95'],
  ])('rolls %s back: traffic, repository, cluster', async (_, bad, kind) => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(25));
    world.figures = { ...WITHIN, ...bad };
    const before = world.now;
    await world.until(inState('RollingBack'));
    expect(world.now - before).toBeLessThanOrEqual(2_000);
    const proposal = await world.until(inState('RolledBack'));
    expect(proposal.execution?.rollback?.trigger.kind).toBe(kind);
    expect(world.cluster.effects).toEqual([
      'sync 2',
      'promote 5',
      'abort',
      'sync 3',
    ]);
    expect(world.repository.commits.at(-1)?.files.get(FILE)).toBe(
      manifest('1'),
    );
  });

  it('rolls back from full traffic too', async () => {
    const world = new World({ rules: { soakMs: 60_000 } });
    await world.propose();
    await world.until(inState('Soaking'));
    world.figures = { ...WITHIN, errorRatePercent: 50 };
    await world.until(inState('RolledBack'));
    expect(world.cluster.stable.digest).toBe(`sha256:${'1'.repeat(64)}`);
  });

  it('rolls back what was aborted in the cluster', async () => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(5));
    world.cluster.aborted = true;
    await world.until(inState('RolledBack'));
    expect(world.cluster.effects).not.toContain('abort');
  });

  it('rolls back traffic that nobody allowed', async () => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(5));
    // Somebody promotes by hand, to 25 %.
    await world.cluster.promote(world.place, {
      podHash: '22222',
      step: world.cluster.step,
    });
    world.cluster.reconcile();
    const proposal = await world.until(inState('RolledBack'));
    expect(proposal.execution?.rollback?.trigger).toMatchObject({
      message: expect.stringContaining('25 % of traffic'),
    });
  });

  it('takes back only what it wrote, when others have written since', async () => {
    const world = new World({ rules: { soakMs: 60_000 } });
    await world.propose();
    await world.until(inState('Soaking'));
    world.repository.push(
      { 'environments/prod/web/rollout.yaml': 'web' },
      'Something else',
    );
    world.figures = { ...WITHIN, errorRatePercent: 50 };
    await world.until(inState('RolledBack'));
    const files = world.repository.commits.at(-1)?.files;
    expect(files?.get(FILE)).toBe(manifest('1'));
    expect(files?.get('environments/prod/web/rollout.yaml')).toBe('web');
  });

  it('does what people say: pause, resume, abort', async () => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(5));
    await world.act('ana', (proposal, ctx) => pause(proposal, {}, ctx));
    for (let seconds = 0; seconds < 5; seconds++) {
      await world.second();
    }
    expect(world.cluster.effects).toEqual(['sync 2', 'pause']);
    await world.act('ana', (proposal, ctx) => resume(proposal, {}, ctx));
    await world.until(atWeight(25));
    await world.act('ana', (proposal, ctx) =>
      abort(proposal, { reason: 'wrong' }, ctx),
    );
    await world.until(inState('Aborted'));
    expect(world.cluster.effects).toEqual([
      'sync 2',
      'pause',
      'resume',
      'promote 5',
      'abort',
      'sync 3',
    ]);
  });

  it('aborts before anything was written without writing', async () => {
    const world = new World();
    await world.propose();
    world.repository.beforeCommit = () => {
      throw new Error('The repository does not answer');
    };
    await world.until(inState('Executing'));
    await world.act('ana', (proposal, ctx) =>
      abort(proposal, { reason: 'wrong' }, ctx),
    );
    await world.until(inState('Aborted'));
    expect(world.repository.commits).toHaveLength(1);
  });

  it('holds while the cluster does not answer, and goes on afterwards', async () => {
    const world = new World();
    await world.propose();
    await world.until(atWeight(5));
    world.cluster.unreachable = true;
    const held = await world.until(p => codes(p)?.[0] === 'baseline-unknown');
    expect(held.state).toBe('Executing');
    world.cluster.unreachable = false;
    await world.until(inState('Succeeded'));
  });

  describe('the repository', () => {
    it('may move for other reasons while it is written to', async () => {
      const world = new World();
      await world.propose();
      let moves = 3;
      world.repository.beforeCommit = () => {
        if (moves-- > 0) {
          world.repository.push({ 'README.md': `${moves}` }, 'Elsewhere');
        }
      };
      await world.until(inState('Succeeded'));
      expect(
        world.repository.commits.filter(({ message }) =>
          message.includes('Approval-Id'),
        ),
      ).toHaveLength(1);
    });

    it('that renders to something else voids the votes', async () => {
      const world = new World({
        rules: {
          levels: [
            {
              name: 'L1',
              approvals: 1,
              groups: [{ group: 'group:default/leads', atLeast: 0 }],
              unlocks: 100,
            },
          ],
        },
      });
      const { fingerprint } = await world.propose();
      await world.approve('ana');
      world.repository.push({ [FILE]: manifest('1', 9) }, 'More replicas');
      const revised = await world.until(
        proposal => proposal.fingerprint.approval !== fingerprint.approval,
      );
      expect(revised.state).toBe('Pending');
      expect(revised.decisions[0].voided?.changes).toMatchObject([
        { subject: { kind: 'replicas' }, before: '2', after: '9' },
      ]);
      expect(world.events()).not.toContain('execution-started');
      await world.approve('ben');
      await world.until(inState('Succeeded'));
    });

    it('that changes at the last moment is not written to', async () => {
      const world = new World();
      await world.propose();
      let moved = false;
      world.repository.beforeCommit = () => {
        if (!moved) {
          moved = true;
          world.repository.push({ [FILE]: manifest('1', 9) }, 'More replicas');
        }
      };
      await world.until(inState('Succeeded'));
      expect(world.events()).toContain('revised');
      const [intent] = world.events().filter(type => type === 'committed');
      expect(intent).toBeDefined();
      expect(world.repository.commits.at(-1)?.files.get(FILE)).toBe(
        manifest('2', 9),
      );
    });
  });

  it('compares anew when something else runs than before', async () => {
    const world = new World();
    const { fingerprint } = await world.propose();
    const digest = `sha256:${'7'.repeat(64)}`;
    world.cluster.manual = { repository: 'registry/api', digest };
    await world.second();
    const proposal = await world.store.get('proposal-1');
    expect(proposal.fingerprint.approval).not.toBe(fingerprint.approval);
    expect(proposal.baseline?.images[0].digest).toBe(digest);
  });

  it('never calls success what is not what was approved', async () => {
    const world = new World({ rules: { soakMs: 20_000 } });
    await world.propose();
    await world.until(inState('Soaking'));
    const digest = `sha256:${'7'.repeat(64)}`;
    world.cluster.manual = { repository: 'registry/api', digest };
    const proposal = await world.until(inState('Diverged'));
    expect(proposal.endedAt).toBe(world.now);
  });

  it('leaves a place to the process that holds it', async () => {
    const world = new World();
    await world.propose();
    await world.second();
    const first = world.executor;
    const second = world.newProcess();
    await second.tick();
    const before = world.events().length;
    await second.tick();
    expect(world.events()).toHaveLength(before);
    await first.stop();
    await world.until(inState('Succeeded'));
    expect(world.events()).toContain('taken-over');
  });
});
