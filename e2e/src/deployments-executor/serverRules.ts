import {
  LiveFigures,
  Person,
  Policy,
} from '@textloom/plugin-deployments-common';

/** The one release that fails its requests. */
export const BAD = '9';
/** The one release that nobody asks for anything once it has all traffic: nobody knows whether it is good. */
export const QUIET = '5';

const person = (name: string, group: string): Person => ({
  ref: `user:default/${name}`,
  name,
  groups: [`group:default/${group}`],
  identities: [name],
});

/** A lead buys a quarter of the traffic, an SRE the rest. */
export const POLICY: Policy = {
  version: 'suite',
  freezes: [],
  breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
  environments: [
    {
      name: 'prod',
      trigger: 'proposal',
      refs: ['refs/tags/v*'],
      levels: [
        { name: 'Lead', group: 'leads', unlocks: 25 },
        { name: 'SRE', group: 'sre', unlocks: 100 },
      ].map(({ name, group, unlocks }) => ({
        name,
        approvals: 1,
        groups: [{ group: `group:default/${group}`, atLeast: 0 }],
        unlocks,
      })),
      gates: [],
      strategy: {
        kind: 'canary',
        steps: [5, 25, 50, 100].map(weight => ({ weight, soakMs: 200 })),
      },
      limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 10 },
      expiresAfterMs: 3_600_000,
      // Long enough that a busy machine sees what is changed meanwhile.
      soakMs: 3_000,
      excluded: ['requester'],
      maxProofAgeMs: 3_600_000,
      ignoresBaseline: false,
    },
  ],
};

export const PEOPLE: readonly Person[] = [
  person('dev', 'owners'),
  person('lead', 'leads'),
  person('sre', 'sre'),
];

/** Figures of what runs: good, but for the bad release. The image is told by the digit of its digest. */
export function figuresOf(digit: string): LiveFigures['canary'] {
  return {
    errorRatePercent: digit === BAD ? 4 : 0.1,
    p95Ms: 120,
    requests: 1_000,
    restarts: 0,
  };
}
