/** The groups of the catalog that are roles; other groups give no permission. */
export const ROLES = [
  'developers',
  'team-leads',
  'sre',
  'security',
  'release-managers',
  'finance',
  'auditors',
  'platform-admins',
] as const;

/** Name of a group in the namespace `default` that is a role. */
export type Role = (typeof ROLES)[number];

/**
 * Roles of a person, from the entity refs that they own things through
 * (`ownershipEntityRefs` of their identity).
 */
export function rolesOf(ownershipEntityRefs: readonly string[]): Role[] {
  const refs = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  return ROLES.filter(role => refs.has(`group:default/${role}`));
}
