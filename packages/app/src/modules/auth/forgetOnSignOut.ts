import { IdentityApi } from '@backstage/core-plugin-api';

/**
 * An identity whose sign-out first forgets the role. It delegates rather than
 * copies: the framework's identity keeps its session in the object itself.
 */
export function forgetOnSignOut(
  identity: IdentityApi,
  forget: () => void,
): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      forget();
      await identity.signOut();
    },
  };
}
