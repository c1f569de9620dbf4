import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { authorize } from './authorize';

const permission = createPermission({
  name: 'things.thing.read',
  attributes: { action: 'read' },
});
const credentials = mockCredentials.user('user:default/sre');

function permissionsThatSay(...results: AuthorizeResult[]) {
  return mockServices.permissions.mock({
    authorize: async () =>
      results.map(result => ({ result } as { result: AuthorizeResult.ALLOW })),
  });
}

describe('authorize', () => {
  it('passes on ALLOW, and asks for exactly this permission with these credentials', async () => {
    const permissions = permissionsThatSay(AuthorizeResult.ALLOW);
    await authorize({ permissions, permission, credentials });
    expect(permissions.authorize).toHaveBeenCalledWith([{ permission }], {
      credentials,
    });
  });

  it.each([
    ['DENY', [AuthorizeResult.DENY]],
    ['a conditional answer', [AuthorizeResult.CONDITIONAL]],
    ['no answer', []],
  ])('refuses on %s', async (_, results) => {
    await expect(
      authorize({
        permissions: permissionsThatSay(...results),
        permission,
        credentials,
      }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'Permission things.thing.read is required',
    });
  });

  it('passes an error of the permission service on', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async () => {
        throw new Error('the policy is down');
      },
    });
    await expect(
      authorize({ permissions, permission, credentials }),
    ).rejects.toThrow('the policy is down');
  });
});
