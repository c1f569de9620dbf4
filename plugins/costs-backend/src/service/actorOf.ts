import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/** Who asks: a user reference, or the subject of a service. @throws AuthenticationError for nobody. */
export function actorOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef, subject } = principal as {
    type?: unknown;
    userEntityRef?: unknown;
    subject?: unknown;
  };
  if (type === 'user' && typeof userEntityRef === 'string') {
    return userEntityRef;
  }
  if (type === 'service' && typeof subject === 'string') {
    return subject;
  }
  throw new AuthenticationError('Sign in first');
}
