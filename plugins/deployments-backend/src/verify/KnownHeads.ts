import {
  LoggedEvent,
  LogVerification,
  verifyChain,
} from '@textloom/plugin-deployments-common';
import { CheckpointFile } from './CheckpointFile';

/** The newest event of a proposal that a checkpoint holds. */
export interface KnownHead {
  sequence: number;
  hash: string;
  /** When the checkpoint was written, milliseconds since the epoch. */
  at: number;
}

/** What the checkpoints say, read again only when the file has grown. */
export class KnownHeads {
  readonly #file: CheckpointFile;
  #read?: { size: number; heads: Map<string, KnownHead> };

  constructor(file: CheckpointFile) {
    this.#file = file;
  }

  /** Undefined while no checkpoint names the proposal. */
  async of(proposal: string): Promise<KnownHead | undefined> {
    const size = await this.#file.size();
    if (this.#read?.size !== size) {
      const { checkpoints } = await this.#file.read();
      const heads = new Map<string, KnownHead>();
      for (const { at, heads: named } of checkpoints) {
        for (const [id, sequence, hash] of named) {
          heads.set(id, { sequence, hash, at });
        }
      }
      this.#read = { size, heads };
    }
    return this.#read.heads.get(proposal);
  }
}

/** Recomputes a log and holds it against its checkpoint: a log that was wholly rewritten is found out too. */
export function verifyAgainst(
  log: readonly LoggedEvent[],
  head: KnownHead | undefined,
  now: number,
): LogVerification {
  const chain = verifyChain(log, now);
  if (chain.state === 'broken' || !head) {
    return chain;
  }
  return log[head.sequence - 1]?.hash === head.hash
    ? { ...chain, checkpointAt: head.at }
    : {
        state: 'broken',
        sequence: head.sequence,
        message: `Event ${head.sequence} is not the one that the checkpoint holds.`,
        at: now,
      };
}
