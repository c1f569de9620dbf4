import { isActive, Proposal } from '@textloom/plugin-deployments-common';

/** What one event of a proposal means for its place, besides the proposal itself. */
export interface Effect {
  /**
   * `begins`, `ends`: to be the one that changes the place (S12). `succeeds`: its release is what has succeeded last,
   * and is no longer denied. `lapses`: its release, which had succeeded, is not what runs. `is-denied`: its release does
   * not come back by itself (S21).
   */
  type: 'begins' | 'ends' | 'succeeds' | 'lapses' | 'is-denied';
  /** Milliseconds since the epoch. */
  at: number;
}

/** What follows of the step from one state to the next; empty for most events. */
export function effectsOf(
  before: Proposal | undefined,
  after: Proposal,
): Effect[] {
  const was = before?.state;
  const { state, updatedAt: at } = after;
  if (was === state) {
    return [];
  }
  const effects: Effect[] = [];
  const wasActive = was !== undefined && isActive(was);
  if (wasActive !== isActive(state)) {
    effects.push({ type: wasActive ? 'ends' : 'begins', at });
  }
  if (state === 'Succeeded') {
    effects.push({ type: 'succeeds', at });
  }
  if (was === 'Succeeded') {
    effects.push({ type: 'lapses', at });
  }
  if (state === 'RollingBack') {
    effects.push({ type: 'is-denied', at });
  }
  return effects;
}
