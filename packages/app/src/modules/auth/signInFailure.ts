/** Why a sandbox sign-in did not work. */
export interface SignInFailure {
  reason: 'unreachable' | 'unknownUser' | 'refused' | 'server';
  status?: number;
  /**
   * Whether it passes by itself: the portal is still starting, or the catalog
   * has not read its users yet.
   */
  passing: boolean;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return undefined;
}

/** Reads the reason from what the sign-in request threw. */
export function signInFailure(error: unknown): SignInFailure {
  const status = statusOf(error);
  if (status === undefined) return { reason: 'unreachable', passing: true };
  if (status === 404) return { reason: 'unknownUser', status, passing: true };
  if (status === 401 || status === 403) {
    return { reason: 'refused', status, passing: false };
  }
  return { reason: 'server', status, passing: status >= 502 && status <= 504 };
}
