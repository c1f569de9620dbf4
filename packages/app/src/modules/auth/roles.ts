/** Roles that the sandbox signs in, in the order in which they are offered. */
export const SANDBOX_ROLES = [
  'sre',
  'developer',
  'team-lead',
  'security',
  'release-manager',
  'finance',
  'auditor',
  'platform-admin',
] as const;

/** One of {@link SANDBOX_ROLES}. */
export type SandboxRole = (typeof SANDBOX_ROLES)[number];

/** Whether a name is a role of the sandbox. */
export function isSandboxRole(name: string): name is SandboxRole {
  return (SANDBOX_ROLES as readonly string[]).includes(name);
}
