import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BoardView,
  proposalView,
  summaryOf,
  verifyChain,
} from '@textloom/plugin-deployments-common';
import {
  aContext,
  anActor,
  aProposal,
  TEST_NOW,
} from '@textloom/plugin-deployments-common/testUtils';
import { DeploymentsService } from '../service/DeploymentsService';
import { registerDeploymentsActions } from './registerDeploymentsActions';

const ID = '00000000-0000-4000-8000-000000000001';
const RELEASE = '00000000-0000-4000-8000-000000000180';
const KEY = 'the-key-of-an-agent';
const PROPOSAL = aProposal();
const VIEW = proposalView({
  proposal: PROPOSAL,
  ctx: aContext({ actor: anActor('lead') }),
  allowed: { create: true, decide: true, control: true, breakGlass: true },
  log: [],
  verification: verifyChain([], TEST_NOW),
});
const BOARD: BoardView = {
  environments: [{ name: 'prod', trigger: 'proposal' }],
  services: ['textloom-api', 'textloom-web'].map(service => ({
    service,
    title: service,
    owner: 'group:default/media',
    cells: [
      {
        environment: 'prod',
        running: {
          version: '1.7.2',
          digest: 'sha256:1',
          observedAt: TEST_NOW,
          health: 'healthy',
          sync: 'synced',
        },
        open: [summaryOf(PROPOSAL)],
        newest: { release: RELEASE, version: '1.8.0', createdAt: TEST_NOW },
      },
      { environment: 'test', problem: 'No answer', open: [] },
    ],
  })),
  generatedAt: TEST_NOW,
};

function setUp(result: AuthorizeResult = AuthorizeResult.ALLOW) {
  const service = {
    getBoard: jest.fn(async () => BOARD),
    getProposal: jest.fn(async () => VIEW),
    propose: jest.fn(async () => summaryOf(PROPOSAL)),
  };
  const registry = actionsRegistryServiceMock();
  registerDeploymentsActions(registry, {
    service: service as object as DeploymentsService,
    permissions: mockServices.permissions.mock({
      authorize: async () => [{ result } as { result: AuthorizeResult.ALLOW }],
    }),
  });
  const invoke = async (name: string, input: object) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user('user:default/dev'),
    });
    return output;
  };
  return { invoke, registry, service };
}

describe('actions of deployments', () => {
  it('tell what runs where', async () => {
    const { invoke } = setUp();
    await expect(
      invoke('get-board', { service: 'textloom-api' }),
    ).resolves.toEqual({
      services: [
        {
          service: 'textloom-api',
          environments: [
            {
              environment: 'prod',
              version: '1.7.2',
              health: 'healthy',
              open: [{ proposal: ID, version: '1.8.0', state: 'Pending' }],
              newest: { release: RELEASE, version: '1.8.0' },
            },
            { environment: 'test', health: 'unknown', open: [] },
          ],
        },
      ],
    });
  });

  it('tell of a proposal, and why it waits for whom', async () => {
    const { invoke } = setUp();
    await expect(
      invoke('get-proposal', { proposal: ID }),
    ).resolves.toMatchObject({
      state: 'Pending',
      requestedBy: 'dev',
      changes: [
        expect.stringMatching(/^Deployment\/textloom-api: image api: /),
      ],
      levels: [
        { name: 'lead', state: 'open', seated: [], open: 1 },
        { name: 'sre', state: 'later', seated: [], open: 1 },
      ],
    });
    await expect(invoke('explain', { proposal: ID })).resolves.toMatchObject({
      why: expect.arrayContaining([expect.stringContaining('lead')]),
      can: expect.arrayContaining([{ person: 'lead', level: 'lead' }]),
      cannot: expect.arrayContaining([
        expect.objectContaining({ person: 'sre', level: 'sre' }),
      ]),
      fastest: [expect.any(String), expect.any(String)],
    });
  });

  it('propose as an agent in the name of the person, whoever calls', async () => {
    const { invoke, service } = setUp();
    await expect(
      invoke('propose', { release: RELEASE, environment: 'prod', key: KEY }),
    ).resolves.toMatchObject({ proposal: ID, state: 'Pending' });
    expect(service.propose).toHaveBeenCalledWith(
      expect.objectContaining({
        actor: { ref: 'user:default/dev', kind: 'agent' },
      }),
      { release: RELEASE, environment: 'prod' },
      { idempotencyKey: KEY },
    );
  });

  it.each([
    ['get-proposal', { proposal: '../x' }, /proposal/],
    ['propose', { release: 'x', environment: 'prod', key: KEY }, /release/],
    [
      'propose',
      { release: RELEASE, environment: 'prod', key: 'short' },
      /Idempotency-Key/,
    ],
  ])('%s refuses %j', async (name, input, message) => {
    await expect(setUp().invoke(name, input)).rejects.toThrow(message);
  });

  it.each([
    ['get-board', {}],
    ['get-proposal', { proposal: ID }],
    ['explain', { proposal: ID }],
    ['propose', { release: RELEASE, environment: 'prod', key: KEY }],
  ])('%s needs the permission of the page', async (name, input) => {
    const { invoke, service } = setUp(AuthorizeResult.DENY);
    await expect(invoke(name, input)).rejects.toThrow('deployments.proposal.');
    expect(service.propose).not.toHaveBeenCalled();
  });

  it('offer nothing that decides', async () => {
    const { actions } = await setUp().registry.list();
    expect(
      actions.map(({ name, attributes }) => [name, attributes.readOnly]),
    ).toEqual([
      ['get-board', true],
      ['get-proposal', true],
      ['explain', true],
      ['propose', false],
    ]);
  });
});
