import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { isSandboxRole, SandboxRole, SANDBOX_ROLES } from './roles';

/** Request header that names the role to sign in as. */
export const SANDBOX_ROLE_HEADER = 'x-sandbox-role';

/** Signs in whoever names a role: there is nothing real behind it. */
export const sandboxAuthenticator = createProxyAuthenticator<
  undefined,
  { role: SandboxRole },
  undefined
>({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  async authenticate({ req }) {
    const role = req.header(SANDBOX_ROLE_HEADER);
    if (!isSandboxRole(role)) {
      throw new AuthenticationError(
        `Header ${SANDBOX_ROLE_HEADER} must name one of: ${SANDBOX_ROLES.join(
          ', ',
        )}`,
      );
    }
    return { result: { role } };
  },
});
