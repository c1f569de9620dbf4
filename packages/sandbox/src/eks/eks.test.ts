import { buildCluster } from '../world/build';
import { CLUSTER_PLANS } from '../world/clusters';
import { DEPLOYMENTS, getOf } from '../world/objects';
import { Eks, EksRequest } from './Eks';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const SIGNATURE = 'a'.repeat(64);

const signed = (scope = 'ap-southeast-1/eks') =>
  `AWS4-HMAC-SHA256 Credential=ANY/20261125/${scope}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`;

/** Every list and object that an answer may hold. */
interface Answer {
  [list: string]: unknown;
  cluster?: object;
  nodegroup?: object;
  addon?: object;
  insights?: object[];
  nextToken?: string;
}

function setUp() {
  const worlds = CLUSTER_PLANS.map(plan =>
    buildCluster({ seed: 1, plan, now: () => NOW }),
  );
  const eks = new Eks(worlds);
  const ask = (path: string, more: Partial<EksRequest> = {}) => {
    const [bare, query] = path.split('?');
    const { status, headers, body } = eks.answer({
      method: 'GET',
      path: bare,
      query: new URLSearchParams(query),
      body: '',
      authorization: signed(),
      ...more,
    });
    return {
      status,
      error: headers?.['x-amzn-errortype'],
      body: body as Answer,
    };
  };
  return { ask, prod: worlds[0] };
}

describe('what is asked of EKS', () => {
  const { ask } = setUp();

  it('tells of clusters, groups, add-ons and insights', () => {
    expect(ask('/clusters').body).toEqual({
      clusters: ['textloom-prod', 'textloom-nonprod'],
    });
    expect(ask('/clusters/textloom-prod').body.cluster).toMatchObject({
      name: 'textloom-prod',
      status: 'ACTIVE',
      version: '1.34',
      createdAt: Date.parse('2026-10-15T10:00:00Z') / 1_000,
      health: { issues: [] },
    });
    expect(ask('/clusters/textloom-prod/node-groups').body).toEqual({
      nodegroups: ['management', 'compute', 'worker', 'high-performance'],
    });
    expect(
      ask('/clusters/textloom-prod/node-groups/high-performance').body
        .nodegroup,
    ).toMatchObject({
      status: 'ACTIVE',
      capacityType: 'ON_DEMAND',
      scalingConfig: { minSize: 3, maxSize: 6, desiredSize: 3 },
      instanceTypes: ['c5.9xlarge'],
      taints: [
        {
          key: 'textloom.ai/dedicated',
          value: 'priority',
          effect: 'NO_SCHEDULE',
        },
      ],
      health: { issues: [] },
    });
    expect(ask('/clusters/textloom-prod/addons/vpc-cni').body.addon).toEqual(
      expect.objectContaining({
        addonName: 'vpc-cni',
        status: 'ACTIVE',
        health: { issues: [] },
      }),
    );
  });

  it('filters insights', () => {
    const insights = (filter: object) =>
      ask('/clusters/textloom-prod/insights', {
        method: 'POST',
        body: JSON.stringify({ filter }),
      }).body.insights?.length;
    expect(insights({})).toBe(5);
    expect(insights({ categories: ['UPGRADE_READINESS'] })).toBe(5);
    expect(insights({ categories: ['MISCONFIGURATION'] })).toBe(0);
    expect(insights({ statuses: ['ERROR'] })).toBe(0);
    expect(insights({ kubernetesVersions: ['1.35'] })).toBe(5);
  });

  it.each(['node-groups', 'addons', 'insights'])('pages %s', kind => {
    const method = kind === 'insights' ? 'POST' : 'GET';
    const path = `/clusters/textloom-prod/${kind}`;
    const list = (body: Answer) =>
      (body.nodegroups ?? body.addons ?? body.insights) as unknown[];
    const all = list(ask(path, { method }).body);
    const found: unknown[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page === 0 || nextToken; page++) {
      const input = { maxResults: 2, nextToken };
      const { body }: { body: Answer } =
        method === 'POST'
          ? ask(path, { method, body: JSON.stringify(input) })
          : ask(
              `${path}?maxResults=2${
                nextToken ? `&nextToken=${nextToken}` : ''
              }`,
            );
      expect(list(body).length).toBeLessThanOrEqual(2);
      found.push(...list(body));
      nextToken = body.nextToken;
    }
    expect(found).toEqual(all);
  });

  it.each<[string, number, string, Partial<EksRequest>]>([
    ['/clusters/none', 404, 'ResourceNotFoundException', {}],
    [
      '/clusters/textloom-prod/node-groups/none',
      404,
      'ResourceNotFoundException',
      {},
    ],
    [
      '/clusters/textloom-prod/addons/toString',
      404,
      'ResourceNotFoundException',
      {},
    ],
    ['/clusters/textloom-prod/nothing', 404, 'ResourceNotFoundException', {}],
    [
      '/clusters/textloom-prod/addons/a/b',
      404,
      'ResourceNotFoundException',
      {},
    ],
    ['/clusters/%E0%A4%A', 400, 'InvalidParameterException', {}],
    ['/clusters?maxResults=0', 400, 'InvalidParameterException', {}],
    ['/clusters?maxResults=101', 400, 'InvalidParameterException', {}],
    ['/clusters?nextToken=x', 400, 'InvalidParameterException', {}],
    [
      '/clusters/textloom-prod/insights',
      400,
      'InvalidParameterException',
      { method: 'POST', body: '{' },
    ],
    [
      '/clusters',
      403,
      'MissingAuthenticationTokenException',
      { authorization: undefined },
    ],
    [
      '/clusters',
      403,
      'IncompleteSignatureException',
      { authorization: 'Bearer x' },
    ],
    [
      '/clusters',
      403,
      'InvalidSignatureException',
      { authorization: signed('eu-west-1/eks') },
    ],
    [
      '/clusters',
      403,
      'InvalidSignatureException',
      { authorization: signed('ap-southeast-1/ec2') },
    ],
  ])('refuses %s with %d %s', (path, status, error, more) => {
    expect(ask(path, more)).toMatchObject({
      status,
      error,
      body: { message: expect.any(String) },
    });
  });
});

describe('what a disturbed world tells', () => {
  it('says that AWS starts no instances', () => {
    const { ask, prod } = setUp();
    prod.faults.nodeGroups.set('compute', {
      kind: 'launch-failure',
      since: NOW - 60_000,
    });
    prod.desired.set('compute', 6);
    expect(
      ask('/clusters/textloom-prod/node-groups/compute').body.nodegroup,
    ).toMatchObject({
      status: 'DEGRADED',
      scalingConfig: { desiredSize: 6 },
      modifiedAt: NOW / 1_000 - 60,
      health: {
        issues: [
          {
            code: 'AsgInstanceLaunchFailures',
            message: expect.stringContaining('c5.2xlarge'),
            resourceIds: [expect.stringMatching(/^eks-compute-[0-9a-f-]{36}$/)],
          },
        ],
      },
    });
  });

  it('says that nothing of an add-on runs', () => {
    const { ask, prod } = setUp();
    const coredns = getOf(prod.store, DEPLOYMENTS, 'kube-system', 'coredns');
    if (!coredns) {
      throw new Error('No coredns');
    }
    prod.store.update(DEPLOYMENTS.resource, {
      ...coredns,
      status: { ...coredns.status, readyReplicas: 0 },
    });
    expect(
      ask('/clusters/textloom-prod/addons/coredns').body.addon,
    ).toMatchObject({
      status: 'DEGRADED',
      health: { issues: [{ code: 'InsufficientNumberOfReplicas' }] },
    });
  });
});
