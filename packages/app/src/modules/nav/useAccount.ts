import { useEffect, useState } from 'react';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { appTranslationRef } from '../language/translation';
import { isSandboxRole } from '../auth/roles';
import { useSandbox } from './useSandbox';

/** Who is signed in, as the shell shows it. */
export interface Account {
  name: string;
  /** The user's catalog entity, such as `user:default/sre`. */
  userEntityRef: string;
  email?: string;
}

/** The signed-in person; undefined for the moment until it is known. */
export function useAccount(): Account | undefined {
  const identityApi = useApi(identityApiRef);
  const sandbox = useSandbox();
  const { t } = useTranslationRef(appTranslationRef);
  const [account, setAccount] = useState<Account>();
  useEffect(() => {
    let current = true;
    Promise.all([
      identityApi.getBackstageIdentity(),
      identityApi.getProfileInfo(),
    ]).then(
      ([{ userEntityRef }, { displayName, email }]) => {
        if (!current) return;
        const { name } = parseEntityRef(userEntityRef);
        setAccount({ name: displayName ?? name, userEntityRef, email });
      },
      () => {},
    );
    return () => {
      current = false;
    };
  }, [identityApi]);
  if (!account || !sandbox) return account;
  // In the sandbox people are roles, and roles have translated names.
  const role = parseEntityRef(account.userEntityRef).name;
  return isSandboxRole(role)
    ? { ...account, name: t(`roles.${role}.name`) }
    : account;
}

/**
 * Letters for an avatar: one Han character, a short abbreviation as it is,
 * else the first letters of the first two words.
 */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/\p{Script=Han}/u.test(words[0])) return words[0].slice(0, 1);
  if (/^[A-Z]{2,3}$/.test(words[0])) return words[0];
  return words
    .slice(0, 2)
    .map(word => word.slice(0, 1).toLocaleUpperCase('en'))
    .join('');
}
