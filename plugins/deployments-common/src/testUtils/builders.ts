import { HOUR, MINUTE } from '@textloom/kernel';
import { CommandContext, Surroundings } from '../domain/context';
import { involvedIn } from '../domain/directory';
import { ProposalEvent } from '../domain/events';
import { fingerprintOf } from '../domain/fingerprints';
import { Baseline } from '../domain/fingerprint';
import { fold } from '../domain/fold';
import { Actor, Person } from '../domain/people';
import { EnvironmentPolicy, LevelPolicy, Policy } from '../domain/policy';
import { draft, ProposeInput } from '../domain/propose';
import { Proposal } from '../domain/proposal';
import { Release } from '../domain/release';

/** The moment at which tests happen, milliseconds since the epoch: Wednesday 2026-03-04 10:00 UTC. */
export const TEST_NOW = Date.UTC(2026, 2, 4, 10);

/** 64 hexadecimal digits that follow from a word. */
function digits(word: string): string {
  const hex = Array.from(word, character =>
    character.charCodeAt(0).toString(16),
  );
  return hex.join('').padEnd(64, '0').slice(0, 64);
}

/** Digest of an image, the same for the same word. */
export function aDigest(word = 'api-1.8.0'): string {
  return `sha256:${digits(word)}`;
}

/** A person of the catalog; groups by short name. */
export function aPerson(
  name: string,
  groups: readonly string[] = [],
  identities: readonly string[] = [],
): Person {
  return {
    ref: `user:default/${name}`,
    name,
    groups: groups.map(group => `group:default/${group}`),
    identities: [`${name}@textloom.dev`, ...identities],
  };
}

/** A person's own session, fresh at {@link TEST_NOW}. */
export function anActor(name: string, actor: Partial<Actor> = {}): Actor {
  return {
    ref: `user:default/${name}`,
    kind: 'human',
    provenAt: TEST_NOW,
    ...actor,
  };
}

/** Dev writes, leads and SREs decide. */
export const TEST_PEOPLE: readonly Person[] = [
  aPerson('dev', ['developers', 'media']),
  aPerson('lead', ['team-leads', 'media']),
  aPerson('lead2', ['team-leads']),
  aPerson('sre', ['sre']),
  aPerson('sre2', ['sre']),
];

/** Version 1.8.0 of `textloom-api`, written and built by `dev`. */
export function aRelease(release: Partial<Release> = {}): Release {
  const version = release.version ?? '1.8.0';
  return {
    id: '00000000-0000-4000-8000-000000000180',
    service: 'textloom-api',
    version,
    images: [
      {
        repository: 'registry.textloom.dev/textloom/api',
        digest: aDigest(`api-${version}`),
      },
    ],
    commit: 'c'.repeat(40),
    ref: `refs/tags/v${version}`,
    commits: [
      {
        sha: 'c'.repeat(40),
        title: 'Answer range requests',
        author: 'dev@textloom.dev',
        files: ['src/ranges.ts'],
      },
    ],
    builder: 'ci-bot',
    sponsor: 'dev@textloom.dev',
    evidence: [],
    createdAt: TEST_NOW - HOUR,
    ...release,
  };
}

/** A level of one group by short name, or `owner`. */
export function aLevel(
  name: string,
  group: string,
  level: Partial<LevelPolicy> = {},
): LevelPolicy {
  return {
    name,
    approvals: 1,
    groups: [
      {
        group: group === 'owner' ? group : `group:default/${group}`,
        atLeast: 0,
      },
    ],
    unlocks: 100,
    ...level,
  };
}

/** `prod`: a lead buys the canary up to 25 %, an SRE all traffic. */
export function anEnvironment(
  environment: Partial<EnvironmentPolicy> = {},
): EnvironmentPolicy {
  return {
    name: 'prod',
    trigger: 'proposal',
    refs: ['refs/tags/v*'],
    levels: [
      aLevel('lead', 'team-leads', { unlocks: 25 }),
      aLevel('sre', 'sre'),
    ],
    gates: [],
    strategy: {
      kind: 'canary',
      steps: [5, 25, 50, 100].map(weight => ({ weight, soakMs: MINUTE })),
    },
    limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 50 },
    expiresAfterMs: 24 * HOUR,
    soakMs: 5 * MINUTE,
    excluded: ['requester', 'author', 'builder', 'sponsor'],
    maxProofAgeMs: HOUR,
    ignoresBaseline: false,
    ...environment,
  };
}

/** A policy of the one environment of {@link anEnvironment}. */
export function aPolicy(policy: Partial<Policy> = {}): Policy {
  return {
    version: 'p'.repeat(64),
    environments: [anEnvironment()],
    freezes: [],
    breakGlass: {
      groups: ['group:default/sre'],
      severities: ['P0', 'P1'],
      reviewWithinMs: 24 * HOUR,
    },
    ...policy,
  };
}

/** What runs: version 1.7.2. */
export function aBaseline(baseline: Partial<Baseline> = {}): Baseline {
  return {
    version: '1.7.2',
    images: [
      {
        repository: 'registry.textloom.dev/textloom/api',
        digest: aDigest('api-1.7.2'),
      },
    ],
    revision: 'b'.repeat(40),
    observedAt: TEST_NOW,
    ...baseline,
  };
}

/** Context of a command: the lead acts at {@link TEST_NOW}, and 1.7.2 runs. */
export function aContext(
  context: Partial<Omit<CommandContext, 'around'>> & {
    around?: Partial<Surroundings>;
  } = {},
): CommandContext {
  const { around, ...rest } = context;
  return {
    now: TEST_NOW,
    actor: anActor('lead', { provenAt: context.now ?? TEST_NOW }),
    people: TEST_PEOPLE,
    policy: aPolicy(),
    ...rest,
    around: {
      running: aBaseline(),
      gates: [],
      successes: [],
      denied: [],
      incidents: [],
      debts: [],
      ...around,
    },
  };
}

/** The wish of `dev` to run a release in `prod`, with its real fingerprint. */
export function aProposeInput(
  input: Partial<ProposeInput> = {},
  ctx: CommandContext = aContext({ actor: anActor('dev') }),
): ProposeInput {
  const release = input.release ?? aRelease();
  const environment = input.environment ?? 'prod';
  const policy =
    ctx.policy.environments.find(({ name }) => name === environment) ??
    anEnvironment();
  const baseline = input.baseline ?? aBaseline();
  return {
    id: '00000000-0000-4000-8000-000000000001',
    release,
    service: release.service,
    owner: 'group:default/media',
    environment,
    fingerprint: fingerprintOf({
      images: release.images,
      manifests: [{ kind: 'Deployment', metadata: { name: release.service } }],
      strategy: policy.strategy,
      baseline,
    }),
    baseline,
    changes: [
      {
        subject: { kind: 'image', name: 'api' },
        object: 'Deployment/textloom-api',
        path: 'spec.template.spec.containers[api].image',
        before: aDigest('api-1.7.2'),
        after: release.images[0].digest,
      },
    ],
    involved: involvedIn(release, ctx.actor.ref, ctx.people),
    ...input,
  };
}

/** A proposal of `dev` for `prod` as it begins, with whatever is given in its place. */
export function aProposal(
  proposal: Partial<Proposal> = {},
  ctx: CommandContext = aContext({ actor: anActor('dev') }),
): Proposal {
  const begun = draft(aProposeInput({}, ctx), ctx);
  if (!begun) {
    throw new Error('The policy has no environment prod');
  }
  return {
    ...fold(
      undefined,
      { type: 'proposed', proposal: begun },
      { actor: ctx.actor.ref, at: ctx.now },
    ),
    ...proposal,
  };
}

/** The proposal after events, all by one actor at one moment. */
export function after(
  proposal: Proposal,
  events: readonly ProposalEvent[],
  { actor, at }: { actor?: string; at?: number } = {},
): Proposal {
  return events.reduce<Proposal>(
    (before, event) =>
      fold(before, event, { actor: actor ?? 'portal', at: at ?? TEST_NOW }),
    proposal,
  );
}
