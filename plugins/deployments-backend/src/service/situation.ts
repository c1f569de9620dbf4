import {
  Actor,
  Baseline,
  CommandContext,
  EnvironmentPolicy,
  GateResult,
  Incident,
  Person,
  Policy,
  Proposal,
  Release,
} from '@textloom/plugin-deployments-common';
import { StoredSurroundings } from './DeploymentsStore';
import { Place } from './ports';

/** What a decision needs to know from outside the database, fetched before its transaction. */
export interface Situation {
  people: readonly Person[];
  policy: Policy;
  /** Absent when what runs cannot be told. */
  running?: Baseline;
  gates: readonly GateResult[];
  incidents: readonly Incident[];
}

/** What a situation is asked for. */
export interface Subject {
  place: Place;
  release: Release;
  /** The proposal's own rules; by default those in force for the environment. */
  rules?: EnvironmentPolicy;
}

/** Asks everything outside at once. What does not answer is absent, and absent never permits anything. */
export interface Situations {
  /** @throws ServiceUnavailableError when the people are not known: without them nothing can be judged. */
  of(subject: Subject): Promise<Situation>;
  /**
   * By what was last known of clusters and gates: enough for what only people decide, which must not wait for a cluster
   * that hangs.
   * @throws ServiceUnavailableError
   */
  lastKnown(proposal: Pick<Proposal, 'baseline' | 'gates'>): Promise<Situation>;
}

/** The situation together with what the transaction itself read. */
export function contextOf(
  situation: Situation,
  actor: Actor,
  { now, around }: { now: number; around: StoredSurroundings },
): CommandContext {
  const { people, policy, running, gates, incidents } = situation;
  return {
    now,
    actor,
    people,
    policy,
    around: { ...around, running, gates, incidents },
  };
}
