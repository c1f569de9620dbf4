import { compareVersions } from './versions';
import { CommandContext, Success } from './context';
import { peopleIndex } from './directory';
import { Baseline } from './fingerprint';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { refMatches } from './refs';
import { because } from './refuse';
import { StepGuard } from './stepGuard';

/** What a proposal brings where; known before there is a proposal. */
export type Candidate = Pick<
  Proposal,
  | 'environment'
  | 'release'
  | 'fingerprint'
  | 'policy'
  | 'requestedBy'
  | 'rollbackOf'
>;

/** Whether the same images run, whatever the repository's commit is. */
export function sameBaseline(
  a: Baseline | undefined,
  b: Baseline | undefined,
): boolean {
  return a !== undefined && b !== undefined && imagesOf(a) === imagesOf(b);
}

function imagesOf({ images }: Baseline): string {
  return [
    ...new Set(
      images.map(({ repository, digest }) => `${repository}@${digest}`),
    ),
  ]
    .sort()
    .join(' ');
}

function named(baseline: Baseline | undefined): string {
  const digest = baseline?.images[0]?.digest.slice(7, 19);
  return baseline?.version ?? digest ?? 'nothing';
}

/** S8: the ref may go there. */
export function refReasons({
  environment,
  release,
  policy,
  rollbackOf,
}: Candidate): Reason[] {
  return rollbackOf !== undefined ||
    policy.refs.some(pattern => refMatches(pattern, release.ref))
    ? []
    : [because('ref-not-allowed', { ref: release.ref, environment })];
}

/** S21: what was rolled back goes there again only when a person asks for it. */
export function deniedReasons(
  { environment, release, fingerprint, requestedBy }: Candidate,
  { people, around }: CommandContext,
): Reason[] {
  const byPerson = peopleIndex(people).find(requestedBy) !== undefined;
  return byPerson || !around.denied.includes(fingerprint.artefacts)
    ? []
    : [because('denied-release', { version: release.version, environment })];
}

/** S13: nothing older than what has succeeded, unless it is a rollback. */
export function regressReasons(
  { environment, release, rollbackOf }: Candidate,
  { around }: CommandContext,
): Reason[] {
  const running = around.successes.find(
    success =>
      success.environment === environment && success.until === undefined,
  );
  return rollbackOf !== undefined ||
    !running ||
    compareVersions(release.version, running.version) >= 0
    ? []
    : [
        because('older-than-running', {
          running: running.version,
          proposed: release.version,
        }),
      ];
}

/** S21: a rollback goes to what has succeeded here. */
export function targetReasons(
  { environment, release, fingerprint, rollbackOf }: Candidate,
  { around }: CommandContext,
): Reason[] {
  const succeeded = around.successes.some(
    success =>
      success.environment === environment &&
      success.artefacts === fingerprint.artefacts,
  );
  return rollbackOf === undefined || succeeded
    ? []
    : [because('never-succeeded', { target: release.version })];
}

function hasSoaked(
  success: Success,
  artefacts: string,
  { environment, forMs }: { environment: string; forMs: number },
  now: number,
): boolean {
  return (
    success.environment === environment &&
    success.artefacts === artefacts &&
    (success.until ?? now) - success.at >= forMs
  );
}

/** S13: the same artefacts have succeeded and run for long enough in the environments that the policy names. */
export function soakedReasons(
  { release, fingerprint, policy, rollbackOf }: Candidate,
  { around, now }: CommandContext,
): Reason[] {
  return policy.gates.flatMap(gate => {
    if (gate.kind !== 'soak' || rollbackOf !== undefined) {
      return [];
    }
    const soaked = around.successes.some(success =>
      hasSoaked(success, fingerprint.artefacts, gate, now),
    );
    return soaked
      ? []
      : [
          because('not-soaked', {
            environment: gate.environment,
            version: release.version,
          }),
        ];
  });
}

const baseline: StepGuard = (proposal, _, { around }) => {
  if (around.running === undefined) {
    return [because('baseline-unknown', { environment: proposal.environment })];
  }
  return proposal.policy.ignoresBaseline ||
    sameBaseline(proposal.baseline, around.running)
    ? []
    : [
        because('baseline-changed', {
          running: named(around.running),
          baseline: named(proposal.baseline),
        }),
      ];
};

const atStart =
  (guard: StepGuard): StepGuard =>
  (proposal, input, ctx, exposure) =>
    input.step === 0 ? guard(proposal, input, ctx, exposure) : [];

/** Guards of what runs and what would run; once it runs, what runs is our own doing. */
export const releaseGuards = {
  ref: atStart(refReasons),
  baseline: atStart(baseline),
  regress: atStart((proposal, _, ctx) => regressReasons(proposal, ctx)),
  soaked: atStart((proposal, _, ctx) =>
    proposal.breakGlass ? [] : soakedReasons(proposal, ctx),
  ),
  denied: atStart((proposal, _, ctx) => deniedReasons(proposal, ctx)),
  target: atStart((proposal, _, ctx) => targetReasons(proposal, ctx)),
};
