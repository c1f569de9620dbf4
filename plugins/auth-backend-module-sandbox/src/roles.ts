/** A role that a person can take in the sandbox: the name of its User entity in the catalog. */
export const SANDBOX_ROLES = [
  'developer',
  'team-lead',
  'sre',
  'security',
  'release-manager',
  'finance',
  'auditor',
  'platform-admin',
] as const;

/** One of {@link SANDBOX_ROLES}. */
export type SandboxRole = (typeof SANDBOX_ROLES)[number];

/** Whether the text is exactly the name of a role. */
export function isSandboxRole(text: unknown): text is SandboxRole {
  return SANDBOX_ROLES.some(role => role === text);
}
