import { assessCluster } from '@textloom/plugin-clusters-common';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { requestOnce } from '../harness/request';
import { readFacts } from './readFacts';

jest.setTimeout(30_000);

const TOKEN = 'admin';

/** The portal's own health rules over the sandbox: nothing to say of an undisturbed world, the right thing of each scenario. */
describe('health of the sandbox', () => {
  const clock = { offset: 0 };
  let sandbox: Sandbox;

  beforeEach(async () => {
    clock.offset = 0;
    sandbox = await startSandbox({
      port: 0,
      token: TOKEN,
      clock: () => Date.now() + clock.offset,
    });
  });
  afterEach(() => sandbox.close());

  const judge = async (name: string) => {
    const cluster = sandbox.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new Error(`No cluster ${name}`);
    }
    const facts = await readFacts(cluster, TOKEN);
    const now = Date.now() + clock.offset;
    return assessCluster(facts, { now }).view;
  };
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.offset += 1000;
      sandbox.tick();
    }
  };

  it.each(['textloom-prod', 'textloom-nonprod'])(
    'finds nothing in %s',
    async name => {
      const { list, state } = await judge(name);
      expect(list).toEqual([]);
      expect(state).toBe('healthy');
    },
  );

  it.each<[id: string, cluster: string, rule: string, seconds?: number]>([
    ['node-failure', 'textloom-prod', 'node-lost'],
    ['memory-pressure', 'textloom-prod', 'node-pressure'],
    ['spot-reclaim', 'textloom-nonprod', 'node-leaving'],
    ['pending-pods', 'textloom-prod', 'pods-unschedulable'],
    ['zone-outage', 'textloom-prod', 'zone-down'],
    ['crash-loop', 'textloom-prod', 'workload-crash-loop'],
    ['oom-kill', 'textloom-prod', 'workload-oom-killed'],
    ['image-pull', 'textloom-prod', 'workload-image-pull'],
    ['hpa-at-maximum', 'textloom-prod', 'hpa-at-maximum'],
    ['hpa-blind', 'textloom-prod', 'hpa-metric-missing'],
    ['pdb-blocks-drain', 'textloom-prod', 'pdb-blocks-drain'],
    ['group-at-maximum', 'textloom-prod', 'group-at-maximum', 30],
    ['daemonset-gap', 'textloom-prod', 'daemonset-coverage'],
    ['planned-upgrade', 'textloom-prod', 'node-drained', 20],
    ['rollout-stuck', 'textloom-prod', 'workload-rollout-stuck', 40],
  ])(
    '%s in %s is found as %s, and heals',
    async (id, cluster, rule, seconds = 3) => {
      sandbox.scenarios.start(id, { cluster });
      pass(seconds);
      const disturbed = await judge(cluster);
      expect(disturbed.list.map(finding => finding.rule)).toContain(rule);
      sandbox.scenarios.stop(id, { cluster });
      pass(30);
      const { list, state } = await judge(cluster);
      expect(list).toEqual([]);
      expect(state).toBe('healthy');
    },
  );

  it('stays healthy with a thousand nodes more, and without them', async () => {
    const before = (await judge('textloom-prod')).nodes.total;
    sandbox.scenarios.start('thousand-nodes');
    pass(1);
    const { nodes, state } = await judge('textloom-prod');
    expect(nodes).toEqual({ ready: before + 1000, total: before + 1000 });
    expect(state).toBe('healthy');
    pass(10);
    const later = await judge('textloom-prod');
    expect(later.list).toEqual([]);
    expect(later.nodeGroups.find(({ name }) => name === 'batch')).toMatchObject(
      { state: 'healthy', total: 1000, ready: 1000 },
    );
    sandbox.scenarios.stop('thousand-nodes');
    pass(3);
    const after = await judge('textloom-prod');
    expect(after.nodes.total).toBe(before);
    expect(after.list).toEqual([]);
    expect(after.state).toBe('healthy');
  });

  it('finds nothing wrong with a version on trial beside the stable one', async () => {
    const [{ url }] = sandbox.clusters;
    const name = 'textloom-api';
    const template = {
      spec: {
        containers: [{ name, image: `${name}@sha256:${'1'.repeat(64)}` }],
      },
    };
    const { status } = await requestOnce({
      url: `${url}/apis/apps/v1/namespaces/textloom/deployments/${name}`,
      token: TOKEN,
      method: 'PATCH',
      headers: { 'content-type': 'application/strategic-merge-patch+json' },
      body: { spec: { template } },
    });
    expect(status).toBe(200);
    pass(30);
    const rollout = await requestOnce({
      url: `${url}/apis/argoproj.io/v1alpha1/namespaces/textloom/rollouts/${name}`,
      token: TOKEN,
    });
    expect(JSON.parse(rollout.body.toString()).status.phase).toBe('Paused');
    const { list, state } = await judge('textloom-prod');
    expect(list).toEqual([]);
    expect(state).toBe('healthy');
  });

  it('takes a planned upgrade for one until its end', async () => {
    sandbox.scenarios.start('planned-upgrade');
    const running = () =>
      sandbox.scenarios
        .list()
        .some(({ id, running: runs }) => id === 'planned-upgrade' && runs[0]);
    for (let step = 0; running() && step < 40; step++) {
      pass(5);
      const { list } = await judge('textloom-prod');
      expect(
        list.filter(({ severity }) => severity !== 'info').map(({ id }) => id),
      ).toEqual([]);
    }
    expect(running()).toBe(false);
    pass(10);
    const { list, state } = await judge('textloom-prod');
    expect(list).toEqual([]);
    expect(state).toBe('healthy');
  });
});
