import { assessCluster } from '@textloom/plugin-clusters-common';
import { EksSource, systemTime } from '@textloom/plugin-clusters-backend';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { readFacts } from './readFacts';

jest.setTimeout(60_000);

const TOKEN = 'admin';

/** The portal's own client of EKS, which is AWS's SDK, and its rules over the sandbox's EKS. */
describe('EKS of the sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, token: TOKEN });
  });
  afterAll(() => sandbox.close());

  const ask = async (name: string, region = sandbox.region) => {
    const source = new EksSource(
      {
        name,
        region,
        endpoint: `${sandbox.controlUrl}/eks`,
        credentials: { accessKeyId: 'any', secretAccessKey: 'key' },
      },
      systemTime,
    );
    try {
      await source.ask(AbortSignal.timeout(20_000));
      return source.facts();
    } finally {
      source.close();
    }
  };
  const judge = async (name: string) => {
    const cluster = sandbox.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new Error(`No cluster ${name}`);
    }
    const facts = {
      ...(await readFacts(cluster, TOKEN)),
      ...(await ask(name)),
    };
    const { list } = assessCluster(facts, { now: Date.now() }).view;
    return { facts, list };
  };

  it.each<[string, Record<string, [min?: number, now?: number, max?: number]>]>(
    [
      [
        'textloom-prod',
        {
          management: [3, 3, 5],
          compute: [5, 5, 12],
          worker: [4, 10, 12],
          'high-performance': [3, 3, 6],
        },
      ],
      [
        'textloom-nonprod',
        { system: [2, 2, 4], apps: [3, 4, 8], worker: [2, 3, 3] },
      ],
    ],
  )('tells the bounds of %s, and nothing is wrong', async (name, bounds) => {
    const { facts, list } = await judge(name);
    const groups = (facts.eks?.nodeGroups ?? []).map(
      ({ name: group, min, desired, max }) => [group, [min, desired, max]],
    );
    expect(Object.fromEntries(groups)).toEqual(bounds);
    expect(facts.eks).toMatchObject({ status: 'ACTIVE', version: '1.34' });
    expect(facts.eks?.addons).toHaveLength(5);
    expect(facts.eks?.insights).toHaveLength(5);
    expect(list).toEqual([]);
  });

  it.each([
    ['eks-issue', 'group-eks-issue', 'compute', false],
    ['planned-upgrade', 'group-eks-status', 'high-performance', true],
  ])('%s is found as %s of %s', async (scenario, rule, group, planned) => {
    sandbox.scenarios.start(scenario);
    sandbox.tick();
    const { list } = await judge('textloom-prod');
    sandbox.scenarios.stop(scenario);
    sandbox.tick();
    const found = list.find(finding => finding.rule === rule);
    expect(found?.group).toBe(group);
    expect(found?.planned ?? false).toBe(planned);
    const { facts } = await judge('textloom-prod');
    expect(
      facts.eks?.nodeGroups.filter(({ status }) => status !== 'ACTIVE'),
    ).toEqual([]);
  });

  it.each([
    ['textloom-none', undefined, 'not-served'],
    ['textloom-prod', 'eu-west-1', 'unauthenticated'],
  ])('refuses %s in region %s as EKS does', async (name, region, problem) => {
    await expect(ask(name, region)).rejects.toMatchObject({ problem });
  });
});
