import { MINUTE } from '@textloom/kernel';
import { FakeTime } from '../../time/FakeTime';
import { EksSettings } from './EksClient';
import { EksSource } from './EksSource';
import {
  FakeAnswer,
  FakeEks,
  SeenRequest,
  startFakeEks,
} from './testUtils/fakeEks';

const NAMES = Array.from({ length: 250 }, (_, n) => `group-${n}`);
const ISSUES = [{ code: 'text', message: 'text', resourceIds: ['text'] }];

describe('EksSource before a server that knows EKS by the model of the SDK', () => {
  let eks: FakeEks;
  let source: EksSource;
  let time: FakeTime;
  let answer: (seen: SeenRequest) => FakeAnswer | undefined;
  const ask = (ms = 20_000) => source.ask(AbortSignal.timeout(ms));
  const asked = (operation: string) =>
    eks.seen.filter(seen => seen.operation === operation);
  const only = (operation: string, given: FakeAnswer) => (seen: SeenRequest) =>
    seen.operation === operation ? given : undefined;

  const make = (
    credentials: EksSettings['credentials'] = {
      accessKeyId: 'ID',
      secretAccessKey: 'key',
    },
  ) =>
    new EksSource(
      {
        region: 'ap-southeast-1',
        name: 'textloom-prod',
        endpoint: eks.url,
        credentials,
      },
      time,
    );

  beforeEach(async () => {
    answer = () => undefined;
    eks = await startFakeEks(seen => answer(seen));
    time = new FakeTime();
    source = make();
  });

  afterEach(async () => {
    source.close();
    await eks.close();
  });

  it('asks six questions, signed for EKS in its region', async () => {
    expect(source.facts()).toEqual({});
    await ask();
    expect(
      eks.seen.map(({ operation, parameters }) =>
        [operation, ...parameters].join(' '),
      ),
    ).toEqual(
      expect.arrayContaining([
        'DescribeCluster textloom-prod',
        'ListNodegroups textloom-prod',
        'DescribeNodegroup textloom-prod text',
        'ListAddons textloom-prod',
        'DescribeAddon textloom-prod text',
        'ListInsights textloom-prod',
      ]),
    );
    expect(eks.seen).toHaveLength(6);
    for (const { authorization } of eks.seen) {
      expect(authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=ID\/\d{8}\/ap-southeast-1\/eks\/aws4_request/,
      );
    }
  });

  it('understands answers with every field of the model', async () => {
    await ask();
    expect(source.facts().eks).toEqual({
      status: 'text',
      version: 'text',
      platformVersion: 'text',
      supportType: 'text',
      issues: ISSUES,
      nodeGroups: [
        {
          name: 'text',
          status: 'text',
          desired: 7,
          min: 7,
          max: 7,
          capacityType: 'text',
          instanceTypes: ['text'],
          releaseVersion: 'text',
          version: 'text',
          issues: ISSUES,
          modifiedAt: '2026-01-01T00:00:00.000Z',
        },
      ],
      addons: [
        { name: 'text', status: 'text', version: 'text', issues: ISSUES },
      ],
      insights: [
        {
          id: 'text',
          name: 'text',
          category: 'text',
          status: 'text',
          reason: 'text',
          kubernetesVersion: 'text',
          refreshedAt: '2026-01-01T00:00:00.000Z',
        },
      ],
    });
  });

  it('reads all pages, and describes few at once', async () => {
    answer = ({ operation, query, body }) => {
      const page = Number(query.nextToken ?? body.nextToken ?? 0);
      const nextToken = page < 2 ? String(page + 1) : undefined;
      const from = page * 100;
      switch (operation) {
        case 'ListNodegroups':
          return {
            body: { nodegroups: NAMES.slice(from, from + 100), nextToken },
          };
        case 'DescribeNodegroup':
          return undefined;
        case 'ListInsights':
          return {
            body: {
              insights: [
                { id: `i${page}`, insightStatus: { status: 'PASSING' } },
              ],
              nextToken,
            },
          };
        default:
          return undefined;
      }
    };
    await ask();
    expect(source.facts().eks?.nodeGroups).toHaveLength(200);
    expect(asked('ListNodegroups').map(({ query }) => query)).toEqual([
      { maxResults: '100' },
      { maxResults: '100', nextToken: '1' },
    ]);
    expect(asked('ListInsights').map(({ body }) => body)).toEqual([
      { maxResults: 100 },
      { maxResults: 100, nextToken: '1' },
      { maxResults: 100, nextToken: '2' },
    ]);
    expect(source.facts().eks?.insights.map(({ id }) => id)).toEqual([
      'i0',
      'i1',
      'i2',
    ]);
    expect(
      asked('DescribeNodegroup')
        .map(({ parameters }) => parameters[1])
        .sort(),
    ).toEqual(NAMES.slice(0, 200).sort());
    expect(eks.most()).toBeLessThanOrEqual(4);
    expect(eks.most()).toBeGreaterThan(1);
  });

  it('ends with pages that do not', async () => {
    let page = 0;
    answer = ({ operation }) =>
      operation === 'ListInsights'
        ? { body: { insights: [], nextToken: `more-${page++}` } }
        : undefined;
    await ask();
    expect(asked('ListInsights')).toHaveLength(20);
  });

  it('leaves out what was deleted since it was listed', async () => {
    answer = ({ operation, parameters }) => {
      if (operation === 'ListNodegroups') {
        return { body: { nodegroups: ['kept', 'gone'] } };
      }
      return operation === 'DescribeNodegroup' && parameters[1] === 'gone'
        ? { status: 404, error: 'ResourceNotFoundException' }
        : undefined;
    };
    await ask();
    expect(source.facts().eks?.nodeGroups).toHaveLength(1);
  });

  it.each<[number, string, string]>([
    [403, 'AccessDeniedException', 'forbidden'],
    [400, 'AccessDeniedException', 'forbidden'],
    [400, 'NotAuthorized', 'forbidden'],
    [403, 'UnrecognizedClientException', 'unauthenticated'],
    [403, 'ExpiredTokenException', 'unauthenticated'],
    [404, 'ResourceNotFoundException', 'not-served'],
    [400, 'InvalidParameterException', 'malformed'],
    [429, 'TooManyRequestsException', 'throttled'],
    [400, 'ThrottlingException', 'throttled'],
    [500, 'ServerException', 'server-error'],
    [503, 'ServiceUnavailableException', 'server-error'],
  ])('%d %s is %s', async (status, error, problem) => {
    answer = only('DescribeCluster', { status, error });
    await expect(ask()).rejects.toMatchObject({ problem });
    expect(source.facts()).toEqual({});
  });

  it('asks again what was throttled, a few times', async () => {
    let refusals = 2;
    answer = seen =>
      seen.operation === 'ListAddons' && refusals-- > 0
        ? { status: 429, error: 'TooManyRequestsException' }
        : undefined;
    await ask();
    expect(asked('ListAddons')).toHaveLength(3);
  });

  it.each<[string, object]>([
    ['ListInsights', { addons: [{ name: 'text' }], insights: [] }],
    ['ListAddons', { addons: [], insights: [{ id: 'text' }] }],
    ['DescribeAddon', { addons: [], insights: [{ id: 'text' }] }],
  ])('keeps what answers beside a denied %s', async (operation, kept) => {
    answer = only(operation, { status: 403, error: 'AccessDeniedException' });
    await expect(ask()).rejects.toMatchObject({
      problem: 'forbidden',
      message: 'EKS: AccessDeniedException (403)',
    });
    expect(source.facts().eks).toMatchObject({
      status: 'text',
      nodeGroups: [{ name: 'text' }],
      ...kept,
    });
  });

  it('asks for insights each quarter of an hour only', async () => {
    await ask();
    await time.pass(14 * MINUTE);
    await ask();
    expect(asked('DescribeCluster')).toHaveLength(2);
    expect(asked('ListInsights')).toHaveLength(1);
    await time.pass(MINUTE);
    await ask();
    expect(asked('ListInsights')).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['another shape', { cluster: [1, 2] }],
    ['a number', { cluster: { status: 7 } }],
  ])('calls a cluster of %s malformed', async (_, body) => {
    answer = only('DescribeCluster', { body });
    await expect(ask()).rejects.toMatchObject({ problem: 'malformed' });
  });

  it.each<[string, FakeAnswer]>([
    ['a page', { text: '<html>Sign in</html>' }],
    ['a refusal that is a page', { status: 400, text: '<html>' }],
    ['null', { text: 'null' }],
    ['nothing', { text: '' }],
    ['a time that is none', { body: { cluster: { createdAt: 'soon' } } }],
    ['25 MB', { text: `{"cluster":{"status":"${'A'.repeat(25e6)}"}}` }],
  ])('calls %s malformed', async (_, given) => {
    answer = only('DescribeCluster', given);
    await expect(ask()).rejects.toMatchObject({ problem: 'malformed' });
    expect(source.facts()).toEqual({});
  });

  it('says that a connection broke amid the answer', async () => {
    answer = only('DescribeCluster', { cut: true });
    await expect(ask()).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it.each<[string, FakeAnswer]>([
    ['ListNodegroups', { body: { nodegroups: 5 } }],
    ['ListNodegroups', { body: { nodegroups: 'abc' } }],
    ['ListAddons', { body: { addons: { a: 1 } } }],
    ['ListInsights', { body: { insights: true } }],
  ])('calls %s without a list malformed: %j', async (operation, given) => {
    answer = only(operation, given);
    await expect(ask()).rejects.toMatchObject({ problem: 'malformed' });
    expect(asked('DescribeNodegroup').length).toBeLessThanOrEqual(1);
  });

  it('asks for names only', async () => {
    answer = only('ListNodegroups', {
      body: { nodegroups: [5, null, '', {}, 'kept'] },
    });
    await ask();
    expect(
      asked('DescribeNodegroup').map(({ parameters }) => parameters[1]),
    ).toEqual(['kept']);
  });

  it('takes nonsense in a node group for what is not known', async () => {
    answer = only('DescribeNodegroup', {
      body: {
        nodegroup: {
          nodegroupName: 'g',
          status: 'ACTIVE',
          scalingConfig: { desiredSize: -3, maxSize: 1e300 },
          instanceTypes: ['m5.large', 9, ''],
          health: {
            issues: [{ code: 'x'.repeat(9_999), message: '<script>' }, 7],
          },
        },
      },
    });
    await ask();
    const [group] = source.facts().eks?.nodeGroups ?? [];
    expect(group).toMatchObject({
      desired: undefined,
      max: undefined,
      instanceTypes: ['m5.large'],
    });
    expect(group?.issues[0]).toMatchObject({
      code: 'x'.repeat(253),
      message: '<script>',
    });
  });

  it('does not wait for ever', async () => {
    answer = only('DescribeAddon', { hang: true });
    await expect(ask(500)).rejects.toMatchObject({ problem: 'timeout' });
    expect(source.facts().eks).toMatchObject({ addons: [] });
  });

  it('does not wait for ever for credentials', async () => {
    source = make(() => new Promise(() => {}));
    await expect(ask(300)).rejects.toMatchObject({ problem: 'timeout' });
    expect(eks.seen).toEqual([]);
  });

  it('says that there are no credentials', async () => {
    source = make(async () => {
      const error = new Error('Could not load credentials');
      throw Object.assign(error, { name: 'CredentialsProviderError' });
    });
    await expect(ask()).rejects.toMatchObject({ problem: 'unauthenticated' });
  });

  it('says that nobody is there', async () => {
    await eks.close();
    await expect(ask()).rejects.toMatchObject({ problem: 'unreachable' });
  });
});
