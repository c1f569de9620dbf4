import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import { clustersClusterReadPermission } from '@textloom/plugin-clusters-common';
import { costsCostReadPermission } from '@textloom/plugin-costs-common';
import { TextLoomPermissionPolicy } from './policy';

function policyFor(...groups: string[]) {
  const credentials = mockCredentials.user('user:default/somebody');
  const info = {
    userEntityRef: 'user:default/somebody',
    ownershipEntityRefs: [
      'user:default/somebody',
      ...groups.map(group => `group:default/${group}`),
    ],
  };
  const policy = new TextLoomPermissionPolicy(mockServices.userInfo(info));
  return { policy, user: { credentials, info } };
}

describe('TextLoomPermissionPolicy', () => {
  it('denies everything without a person', async () => {
    const { policy } = policyFor('platform-admins');
    await expect(
      policy.handle({ permission: catalogEntityReadPermission }),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it('denies a permission that it does not know', async () => {
    const { policy, user } = policyFor('platform-admins');
    const permission = createPermission({
      name: 'something.new',
      attributes: {},
    });
    await expect(policy.handle({ permission }, user)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it.each([
    ['sre', AuthorizeResult.ALLOW],
    ['finance', AuthorizeResult.DENY],
  ])('clusters to %s: %s', async (group, result) => {
    const { policy, user } = policyFor(group);
    await expect(
      policy.handle({ permission: clustersClusterReadPermission }, user),
    ).resolves.toEqual({ result });
  });

  it('asks the catalog whether the entity is owned', async () => {
    const { policy, user } = policyFor('sre');
    await expect(
      policy.handle({ permission: catalogEntityDeletePermission }, user),
    ).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims: ['user:default/somebody', 'group:default/sre'] },
      },
    });
  });

  it('asks the scaffolder who started the run', async () => {
    const { policy, user } = policyFor('developers');
    await expect(
      policy.handle({ permission: taskCancelPermission }, user),
    ).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-task',
      conditions: {
        rule: 'IS_TASK_OWNER',
        resourceType: 'scaffolder-task',
        params: { createdBy: ['user:default/somebody'] },
      },
    });
  });

  it.each([
    ['finance', AuthorizeResult.ALLOW],
    ['sre', AuthorizeResult.ALLOW],
    ['media', AuthorizeResult.DENY],
  ])('costs to %s: %s', async (group, result) => {
    const { policy, user } = policyFor(group);
    await expect(
      policy.handle({ permission: costsCostReadPermission }, user),
    ).resolves.toEqual({ result });
  });

  it('asks costs whose they are', async () => {
    const { policy, user } = policyFor('developers', 'media');
    await expect(
      policy.handle({ permission: costsCostReadPermission }, user),
    ).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'costs',
      resourceType: 'cost',
      conditions: {
        rule: 'IS_COST_OWNER',
        resourceType: 'cost',
        params: {
          owners: [
            'user:default/somebody',
            'group:default/developers',
            'group:default/media',
          ],
        },
      },
    });
  });
});
