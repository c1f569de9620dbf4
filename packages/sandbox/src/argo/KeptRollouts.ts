import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../kubernetes/types';
import { writeState } from '../state/writeState';
import { RolloutsUnderWay, RolloutUnderWay } from './underWay';

/** The rollouts that are under way, in a file. */
export class KeptRollouts {
  readonly #path: string | undefined;
  #written = '';

  /** @param directory - without it nothing is kept */
  constructor(directory: string | undefined) {
    this.#path = directory && join(directory, 'rollouts.json');
  }

  /** None where none are kept, or what is kept cannot be read: the world then runs what Git holds. */
  read(): RolloutsUnderWay {
    try {
      const kept: unknown =
        this.#path && JSON.parse(readFileSync(this.#path, 'utf8'));
      return Object.fromEntries(
        Object.entries(isRecord(kept) ? kept : {})
          .filter(isUnderWay)
          .map(([key, rollout]) => [key, withBeginning(rollout)]),
      );
    } catch {
      return {};
    }
  }

  /** Writes when something has changed. */
  write(rollouts: RolloutsUnderWay): void {
    const text = JSON.stringify(rollouts);
    if (this.#path && text !== this.#written) {
      writeState(this.#path, text);
      this.#written = text;
    }
  }
}

function isUnderWay(
  entry: [string, unknown],
): entry is [string, RolloutUnderWay] {
  const [, kept] = entry;
  return (
    isRecord(kept) &&
    [kept.status, kept.stable, kept.wanted].every(isRecord) &&
    Array.isArray(kept.traffic)
  );
}

/** JSON has no word for a time that lies before all others. */
function withBeginning(rollout: RolloutUnderWay): RolloutUnderWay {
  const traffic = rollout.traffic.map(({ from, shares }) => ({
    from: from ?? -Infinity,
    shares,
  }));
  return { ...rollout, traffic };
}
