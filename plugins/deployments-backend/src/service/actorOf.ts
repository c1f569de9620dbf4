import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Actor } from '@textloom/plugin-deployments-common';

interface Principal {
  type?: unknown;
  userEntityRef?: unknown;
  subject?: unknown;
  /** Set when a plugin, such as the one for agents, calls on behalf of a person. */
  actor?: unknown;
}

/**
 * Who acts. Only a person who calls by themselves is human: a call that another plugin makes on a person's behalf is an
 * agent's, however it came about. It keeps the person's name, so that they count as the one who asked.
 * @param provenAt - when the person's token was issued, milliseconds since the epoch.
 * @throws AuthenticationError for nobody.
 */
export function actorOf(
  { principal }: BackstageCredentials,
  provenAt?: number,
): Actor {
  const { type, userEntityRef, subject, actor } = principal as Principal;
  if (type === 'user' && typeof userEntityRef === 'string') {
    return actor === undefined
      ? {
          ref: userEntityRef,
          kind: 'human',
          ...(provenAt !== undefined && { provenAt }),
        }
      : { ref: userEntityRef, kind: 'agent' };
  }
  if (type === 'service' && typeof subject === 'string') {
    return { ref: subject, kind: 'service' };
  }
  throw new AuthenticationError('Sign in first');
}

/**
 * When a token was issued, milliseconds since the epoch, from the header of a request whose token was verified before.
 * Undefined when it does not say.
 */
export function issuedAt(
  authorization: string | undefined,
): number | undefined {
  const [, payload] =
    /^Bearer [^.\s]+\.([^.\s]+)\.[^.\s]+$/i.exec(authorization ?? '') ?? [];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const { iat } = Object(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    );
    return Number.isFinite(iat) ? iat * 1_000 : undefined;
  } catch {
    return undefined;
  }
}
