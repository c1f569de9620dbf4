import { Drill, Outcome, Verdict } from '../domain/drill';
import { Rpa } from '../domain/heartbeat';
import { RecoveryTarget, Schedule } from '../domain/plan';
import { RtaPhase } from '../domain/rta';
import {
  Problem,
  ProblemCode,
  StepActor,
  StepName,
  StepRun,
} from '../domain/steps';
import {
  NegativeControl,
  Priority,
  Scenario,
  StoreKind,
} from '../domain/store';
import { DenialReason, Overdue } from '../domain/views';

/** Languages that the portal speaks. */
export type Language = 'en' | 'zh';

/** What is wrong, and what to do next. */
export interface ProblemWords {
  /** One sentence. */
  what: string;
  /** One or two. */
  next: string;
}

/** Parts of a problem's sentence, with figures already for people. */
export interface ProblemParts {
  subject?: string;
  expected?: string;
  actual?: string;
}

/** Sentences of every problem. */
export type ProblemTexts = Record<
  ProblemCode,
  { what: (parts: ProblemParts) => string; next: string }
>;

/** Words of one language, by code. */
export interface Vocabulary {
  steps: Record<StepName, string>;
  stepStates: Record<StepRun['state'], string>;
  phases: Record<RtaPhase['name'], string>;
  sources: Record<RtaPhase['source'], string>;
  actors: Record<StepActor, string>;
  scenarios: Record<Scenario, string>;
  kinds: Record<StoreKind, string>;
  controls: Record<NegativeControl, string>;
  verdicts: Record<Verdict, string>;
  /** What a verdict means, one sentence. */
  meanings: Record<Verdict | 'refused' | 'cancelled', string>;
  states: Record<Drill['state'], string>;
  methods: Record<Rpa['method'], string>;
  priorities: Record<Priority, string>;
  overdue: Record<Overdue['reason'], string>;
  /** Checks of the restored data, by the names that drivers give them. */
  verifications: Readonly<Record<string, string>>;
  denials: Record<DenialReason, (subject: string | undefined) => string>;
  refused: string;
  cancelled: string;
  environments: Record<'production' | 'sandbox', string>;
  evidence: Record<
    | 'not-evidence'
    | 'hash'
    | 'signature'
    | 'unknown-key'
    | 'event-chain'
    | 'outcome',
    string
  >;
}

/** Everything that is said of drills in one language, for pages and for the printed report. */
export interface Words extends Vocabulary {
  /** Name of a check; one that is not known keeps its own. */
  verification(name: string): string;
  problem(problem: Problem): ProblemWords;
  denial(reason: DenialReason, subject?: string): string;
  /** The verdict, or that it was refused or cancelled. */
  outcome(outcome: Outcome): string;
  target(target: RecoveryTarget): string;
  schedule(schedule: Schedule): string;
  /** Of milliseconds. */
  duration(ms: number): string;
  bytes(bytes: number): string;
}
