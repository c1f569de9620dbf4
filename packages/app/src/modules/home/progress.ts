/** Steps of "Try it" that were really done, kept in the browser. */
export interface TryItProgress {
  /** A cluster was seen degraded or unhealthy. */
  broken: boolean;
  /** The clusters page was opened while something was broken. */
  seen: boolean;
  /** A drill was seen to prove a restore. */
  restored: boolean;
  /** Roles that signed in on this browser. */
  roles: string[];
}

const KEY = 'textloom.tryIt';
const NOTHING: TryItProgress = {
  broken: false,
  seen: false,
  restored: false,
  roles: [],
};

/** Reads the progress; anything unreadable counts as none. */
export function readProgress(storage: Storage): TryItProgress {
  try {
    const value: Partial<TryItProgress> = JSON.parse(
      storage.getItem(KEY) ?? '{}',
    );
    return {
      broken: value.broken === true,
      seen: value.seen === true,
      restored: value.restored === true,
      roles: Array.isArray(value.roles) ? value.roles.map(String) : [],
    };
  } catch {
    return NOTHING;
  }
}

/** Keeps what changed and returns the whole. */
export function recordProgress(
  storage: Storage,
  change: { broken?: true; seen?: true; restored?: true; role?: string },
): TryItProgress {
  const before = readProgress(storage);
  const after: TryItProgress = {
    broken: before.broken || change.broken === true,
    seen: before.seen || change.seen === true,
    restored: before.restored || change.restored === true,
    roles: change.role
      ? [...new Set([...before.roles, change.role])]
      : before.roles,
  };
  storage.setItem(KEY, JSON.stringify(after));
  return after;
}
