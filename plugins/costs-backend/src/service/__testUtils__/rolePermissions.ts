import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** What each may; `own` with condition. */
const MAY: Record<string, { read: 'all' | 'own' | 'none'; writes: boolean }> = {
  finance: { read: 'all', writes: true },
  auditor: { read: 'all', writes: false },
  developer: { read: 'own', writes: false },
  nobody: { read: 'none', writes: true },
};

const nameOf = (principal: unknown) =>
  /user:default\/([a-z]+)/.exec(JSON.stringify(principal))?.[1] ?? 'nobody';

/** Permissions as the portal's table gives them to a few people. */
export const rolePermissions = () =>
  mockServices.permissions.mock({
    authorize: async (requests, options) => {
      const { principal } = options.credentials;
      const result = MAY[nameOf(principal)].writes
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY;
      return requests.map(
        () => ({ result } as { result: AuthorizeResult.DENY }),
      );
    },
    authorizeConditional: async (requests, options) => {
      const { principal } = options.credentials;
      const { read } = MAY[nameOf(principal)];
      return requests.map(() => {
        if (read === 'own') {
          return {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'costs',
            resourceType: 'cost',
            conditions: {
              rule: 'IS_COST_OWNER',
              resourceType: 'cost',
              params: { owners: ['group:default/video'] },
            },
          };
        }
        const result =
          read === 'all' ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
        return { result };
      });
    },
  });
