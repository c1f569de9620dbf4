import { Role } from './roles';
import { PERMISSION_TABLE } from './table';

/** `if-owner`: only with what the person or one of their groups owns. */
export type Verdict = 'allow' | 'if-owner' | 'deny';

const ROWS = new Map(PERMISSION_TABLE.map(row => [row.permission, row]));

/**
 * Whether a signed-in person with these roles may use the permission. The most
 * permissive role counts; a permission without a row is denied.
 */
export function decide(permission: string, roles: readonly Role[]): Verdict {
  const row = ROWS.get(permission);
  if (!row) return 'deny';
  if (row.allow === 'everyone') return 'allow';
  if (roles.some(role => row.allow?.includes(role))) return 'allow';
  if (roles.some(role => row.allowOwners?.includes(role))) return 'if-owner';
  return 'deny';
}
