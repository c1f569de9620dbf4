import { Sentence } from './sentence.ts';

/** The roles that the sandbox signs in. */
export const ROLES = [
  'developer',
  'team-lead',
  'sre',
  'security',
  'release-manager',
  'finance',
  'auditor',
  'platform-admin',
];

/**
 * A bearer token of a sandbox role, valid for about an hour.
 * @throws Sentence when the role is unknown or no portal runs
 */
export async function fetchToken(
  baseUrl: string | undefined,
  args: readonly string[],
  get: typeof fetch = fetch,
): Promise<string> {
  const [role, ...rest] = args;
  const roles = `Roles: ${ROLES.join(', ')}.`;
  if (!role || rest.length > 0) {
    throw new Sentence(`Usage: npm run -s token -- ROLE. ${roles}`);
  }
  if (!ROLES.includes(role)) {
    throw new Sentence(`There is no role '${role}'. ${roles}`);
  }
  const stopped = new Sentence(
    'The portal does not run from this folder; start it with npm start.',
  );
  if (!baseUrl) throw stopped;
  const answer = await get(`${baseUrl}/api/auth/sandbox/refresh`, {
    headers: { 'x-sandbox-role': role },
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw stopped;
  });
  if (!answer.ok) {
    throw new Sentence(
      `The portal refused the sign-in as ${role} with status ${answer.status}.`,
    );
  }
  const body = (await answer.json()) as {
    backstageIdentity?: { token?: string };
  };
  const token = body.backstageIdentity?.token;
  if (!token) throw new Sentence('The portal answered without a token.');
  return token;
}
