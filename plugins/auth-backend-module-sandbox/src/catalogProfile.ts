import { UserEntity } from '@backstage/catalog-model';
import { ProfileTransform } from '@backstage/plugin-auth-node';
import { SandboxRole } from './roles';

/**
 * The profile of a role's user as the catalog has it, so that pages show a
 * title and not a reference. Rejects when the catalog has no such user.
 */
export const catalogProfile: ProfileTransform<{ role: SandboxRole }> = async (
  { role },
  context,
) => {
  const { entity } = await context.findCatalogUser({
    entityRef: { kind: 'User', name: role },
  });
  const { profile } = (entity as UserEntity).spec;
  return { profile: { displayName: profile?.displayName ?? role } };
};
