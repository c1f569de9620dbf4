import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  aDrillView,
  anOverview,
  SAMPLE_DRILLS,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { RestoreDrillsService } from '../service/RestoreDrillsService';
import { registerRestoreDrillsActions } from './registerRestoreDrillsActions';

const FAILED = SAMPLE_DRILLS.failed;
const DRILL = FAILED.drill.id;
const PLAN = FAILED.drill.plan.id;

function setUp(result: AuthorizeResult = AuthorizeResult.ALLOW) {
  const service = {
    getOverview: jest.fn(async () => anOverview()),
    getDrill: jest.fn(async () => aDrillView(FAILED)),
    dryRun: jest.fn(async () => ({
      commands: ['postgres -D data'],
      backup: { id: 'base-1', completedAt: 1, bytes: 7 },
      archiveFiles: 2,
      archiveBytes: 3,
      checks: ['row-counts'],
      refusals: [{ code: 'wal-segment-missing' as const, subject: '0A' }],
    })),
  };
  const registry = actionsRegistryServiceMock();
  registerRestoreDrillsActions(registry, {
    service: service as object as RestoreDrillsService,
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

describe('actions of restore drills', () => {
  it('tell what is proven', async () => {
    const overview = anOverview();
    const { invoke } = setUp();
    const all = await invoke('get-restore-drills', {});
    expect(all).toMatchObject({
      stores: overview.stores.map(({ store, plans }) => ({
        store: store.id,
        plans: plans.map(({ plan }) => ({ plan: plan.id })),
      })),
    });
    const [{ store }] = overview.stores;
    const one = await invoke('get-restore-drills', { store: store.id });
    expect(one).toMatchObject({ stores: [{ title: store.title }] });
  });

  it('explain why a drill failed, and what to do', async () => {
    const { invoke } = setUp();
    await expect(
      invoke('explain-restore-drill', { drill: DRILL }),
    ).resolves.toMatchObject({
      drill: DRILL,
      outcome: 'Failed',
      problems: [
        {
          what: expect.stringContaining('000000010000000000000031'),
          next: expect.any(String),
        },
      ],
      log: 'verified',
    });
  });

  it('tell what a drill would do', async () => {
    const { invoke } = setUp();
    await expect(
      invoke('plan-restore-drill', { plan: PLAN }),
    ).resolves.toMatchObject({
      backup: 'base-1',
      archiveFiles: 2,
      refusals: [expect.stringContaining('0A')],
    });
  });

  it.each([
    ['explain-restore-drill', { drill: '../x' }, /drill/],
    ['plan-restore-drill', { plan: 'NO PLAN' }, /plan/],
  ])('%s refuses %j', async (name, input, message) => {
    await expect(setUp().invoke(name, input)).rejects.toThrow(message);
  });

  it.each([
    ['get-restore-drills', {}],
    ['explain-restore-drill', { drill: DRILL }],
    ['plan-restore-drill', { plan: PLAN }],
  ])('%s needs the permission of the page', async (name, input) => {
    const { invoke, service } = setUp(AuthorizeResult.DENY);
    await expect(invoke(name, input)).rejects.toThrow('restore-drills.drill.');
    expect(service.getOverview).not.toHaveBeenCalled();
    expect(service.getDrill).not.toHaveBeenCalled();
    expect(service.dryRun).not.toHaveBeenCalled();
  });

  it('offer nothing that changes anything', async () => {
    const { actions } = await setUp().registry.list();
    expect(actions.map(({ attributes }) => attributes.readOnly)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
