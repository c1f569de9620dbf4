import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  costsBudgetUpdatePermission,
  costsCostReadPermission,
} from '@textloom/plugin-costs-common';
import { Admission } from './admit';
import { isCostOwner } from './rules';
import { CostScopes } from './scopeOf';

const credentials = mockCredentials.user('user:default/dev');
const owner = (...owners: string[]) => ({
  rule: 'IS_COST_OWNER',
  resourceType: 'cost',
  params: { owners },
});

function admission(
  read: PolicyDecision,
  update = AuthorizeResult.ALLOW as
    | AuthorizeResult.ALLOW
    | AuthorizeResult.DENY,
) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests => requests.map(() => ({ result: update })),
    authorizeConditional: async () => [read],
  });
  const ruleset = { getRuleByName: () => isCostOwner as never };
  return new Admission({
    permissions,
    scopes: new CostScopes({ permissions, ruleset }),
  });
}

const conditional = (
  conditions: PermissionCriteria<PermissionCondition>,
): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'costs',
  resourceType: 'cost',
  conditions,
});
const read = (decision: PolicyDecision) =>
  admission(decision).admit(costsCostReadPermission, credentials);

describe('admission to costs', () => {
  it('to all', async () => {
    await expect(
      read({ result: AuthorizeResult.ALLOW }),
    ).resolves.toMatchObject({
      actor: 'user:default/dev',
      scope: { kind: 'all' },
    });
  });

  it.each<[string, PermissionCriteria<PermissionCondition>, string[]]>([
    ['the own', owner('group:b', 'group:a'), ['group:a', 'group:b']],
    [
      'any of several',
      { anyOf: [owner('group:a'), owner('group:b', 'group:a')] },
      ['group:a', 'group:b'],
    ],
    [
      'what all of several allow',
      { allOf: [owner('group:a', 'group:b'), owner('group:b')] },
      ['group:b'],
    ],
  ])('to %s', async (_, conditions, owners) => {
    await expect(read(conditional(conditions))).resolves.toMatchObject({
      scope: { kind: 'own', owners },
    });
  });

  it.each<[string, PolicyDecision]>([
    ['a no', { result: AuthorizeResult.DENY }],
    ['nobody', conditional(owner())],
    ['the others', conditional({ not: owner('group:a') })],
    [
      'two that have nobody in common',
      conditional({ allOf: [owner('group:a'), owner('group:b')] }),
    ],
  ])('to none for %s', async (_, decision) => {
    await expect(read(decision)).rejects.toThrow('costs.cost.read is required');
  });

  it('asks for the permission of a write besides', async () => {
    const denied = admission(
      { result: AuthorizeResult.ALLOW },
      AuthorizeResult.DENY,
    );
    await expect(
      denied.admit(costsBudgetUpdatePermission, credentials),
    ).rejects.toThrow('costs.budget.update is required');
    const blind = admission({ result: AuthorizeResult.DENY });
    await expect(
      blind.admit(costsBudgetUpdatePermission, credentials),
    ).rejects.toThrow('costs.cost.read is required');
  });

  it('needs somebody', async () => {
    await expect(
      admission({ result: AuthorizeResult.ALLOW }).admit(
        costsCostReadPermission,
        mockCredentials.none(),
      ),
    ).rejects.toThrow('Sign in first');
  });
});

describe('the rule of ownership', () => {
  it.each([
    ['group:a', true],
    ['group:b', false],
    ['', false],
  ])('%s: %s', (who, allowed) => {
    expect(isCostOwner.apply({ owner: who }, { owners: ['group:a'] })).toBe(
      allowed,
    );
  });
});
