import fc from 'fast-check';
import { HOUR, MINUTE } from '@textloom/kernel';
import { CommandContext } from '../context';
import { Person } from '../people';
import { EnvironmentPolicy, Freeze } from '../policy';
import {
  aBaseline,
  aDigest,
  aPolicy,
  anEnvironment,
  TEST_NOW,
} from '../../testUtils';

/** Groups of the model. */
const GROUPS = ['a', 'b', 'c'];
/** Natural persons of the model. The last has two accounts, one before it a second record that shares an address. */
export const PERSONS = 5;

/** Accounts that may act: those of people, then an agent, a service and somebody whom the catalog does not know. */
export const ACCOUNTS: readonly {
  ref: string;
  person?: number;
  kind: 'human' | 'agent' | 'service';
}[] = [
  ...Array.from({ length: PERSONS }, (_, person) => ({
    ref: `user:default/p${person}`,
    person,
    kind: 'human' as const,
  })),
  { ref: 'user:default/p4-alt', person: 4, kind: 'human' },
  { ref: 'user:default/p3-twin', person: 3, kind: 'human' },
  { ref: 'user:default/p0', person: 0, kind: 'agent' },
  { ref: 'external:ci', kind: 'service' },
  { ref: 'user:default/stranger', kind: 'human' },
];

/** What may change around a proposal. */
export interface World {
  now: number;
  /** Groups of each person by index; undefined has left. */
  groups: (readonly string[] | undefined)[];
  /** Roles in the change by person. */
  involved: ReadonlyMap<number, 'requester' | 'author' | 'builder' | 'sponsor'>;
  environment: EnvironmentPolicy;
  /** When the gate was asked last, and what it said. */
  gate: { at: number; status: 'passed' | 'failed' | 'unknown' };
  freeze?: { from: number; to: number };
  runs: 'baseline' | 'other' | 'unknown';
  busy: boolean;
  /** Since when the same artefacts run in staging. */
  stagingSince?: number;
  /** Something newer has succeeded in the environment. */
  newer: boolean;
  incident: boolean;
  debtOverdue: boolean;
}

/** Two accounts and a twin record make no second person. */
export function peopleOf({ groups }: World): Person[] {
  const people = groups.flatMap((own, index): Person[] =>
    own === undefined
      ? []
      : [
          {
            ref: `user:default/p${index}`,
            name: `p${index}`,
            groups: own.map(group => `group:default/${group}`),
            identities: [
              `p${index}@textloom.dev`,
              ...(index === 4 ? ['user:default/p4-alt'] : []),
            ],
          },
        ],
  );
  const twin: Person = {
    ref: 'user:default/p3-twin',
    name: 'p3',
    groups: (groups[3] ?? []).map(group => `group:default/${group}`),
    identities: ['p3@textloom.dev'],
  };
  return groups[3] === undefined ? people : [...people, twin];
}

/** Context of a command of an account whose session is so old. */
export function contextOf(
  world: World,
  account: (typeof ACCOUNTS)[number],
  proofAgeMs: number,
  artefacts: string,
): CommandContext {
  const { now, environment, gate } = world;
  const other = aBaseline({
    images: [{ repository: 'registry/other', digest: aDigest('other') }],
  });
  const running = { baseline: aBaseline(), other, unknown: undefined };
  const freezes: Freeze[] = world.freeze
    ? [
        {
          name: 'freeze',
          reason: 'model',
          environments: [],
          services: [],
          when: world.freeze,
        },
      ]
    : [];
  return {
    now,
    actor: { ref: account.ref, kind: account.kind, provenAt: now - proofAgeMs },
    people: peopleOf(world),
    policy: aPolicy({
      environments: [environment],
      freezes,
      breakGlass: {
        groups: ['group:default/c'],
        severities: ['P0', 'P1'],
        reviewWithinMs: HOUR,
      },
    }),
    around: {
      running: running[world.runs],
      gates: [
        {
          id: 'ci',
          policy: environment.gates[0],
          status: gate.status,
          source: 'model',
          fetchedAt: gate.at,
        },
      ],
      ...(world.busy ? { busyWith: 'another' } : {}),
      successes: [
        ...(world.stagingSince === undefined
          ? []
          : [
              {
                environment: 'staging',
                artefacts,
                version: '1.8.0',
                at: world.stagingSince,
              },
            ]),
        ...(world.newer
          ? [{ environment: 'prod', artefacts: 'n', version: '1.9.0', at: now }]
          : []),
      ],
      denied: [],
      incidents: world.incident
        ? [{ id: 'incident', severity: 'P0', title: 'model' }]
        : [],
      debts: world.debtOverdue ? [{ proposal: 'x', dueAt: now - 1 }] : [],
    },
  };
}

const levels = fc
  .array(
    fc.record({
      rules: fc.uniqueArray(
        fc.record({
          group: fc.constantFrom(...GROUPS),
          atLeast: fc.integer({ min: 0, max: 1 }),
        }),
        { minLength: 1, maxLength: 2, selector: ({ group }) => group },
      ),
      more: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map(all =>
    all.map(({ rules, more }, index) => ({
      name: `level ${index}`,
      approvals: Math.max(
        1,
        rules.reduce((sum, { atLeast }) => sum + atLeast, 0) + more,
      ),
      groups: rules.map(({ group, atLeast }) => ({
        group: `group:default/${group}`,
        atLeast,
      })),
      unlocks: index === all.length - 1 ? 100 : [10, 50][index],
    })),
  );

const strategy = fc.constantFrom(
  { kind: 'rolling' } as const,
  { kind: 'blue-green', soakMs: MINUTE } as const,
  {
    kind: 'canary',
    steps: [5, 50, 100].map(weight => ({ weight, soakMs: 5 * MINUTE })),
  } as const,
);

const environment = fc
  .record({
    levels,
    strategy,
    excluded: fc.subarray([
      'requester',
      'author',
      'builder',
      'sponsor',
    ] as const),
    soaks: fc.boolean(),
  })
  .map(({ levels: all, strategy: how, excluded, soaks }) =>
    anEnvironment({
      levels: all,
      strategy: how,
      excluded,
      gates: [
        { kind: 'ci', maxAgeMs: HOUR },
        ...(soaks
          ? [
              {
                kind: 'soak',
                environment: 'staging',
                forMs: 30 * MINUTE,
              } as const,
            ]
          : []),
      ],
      expiresAfterMs: 12 * HOUR,
    }),
  );

const role = fc.constantFrom(
  'author' as const,
  'builder' as const,
  'sponsor' as const,
);

/** A quiet world in which a proposal of person 0 begins. */
export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    groups: fc.array(fc.subarray(GROUPS, { minLength: 1 }), {
      minLength: PERSONS,
      maxLength: PERSONS,
    }),
    involved: fc.option(
      fc.tuple(fc.integer({ min: 1, max: PERSONS - 1 }), role),
    ),
    environment,
  })
  .map(({ groups, involved, environment: rules }) => ({
    now: TEST_NOW,
    groups,
    involved: new Map([
      [0, 'requester' as const],
      ...(involved ? [involved] : []),
    ]),
    environment: rules,
    gate: { at: TEST_NOW, status: 'passed' },
    runs: 'baseline',
    busy: false,
    stagingSince: TEST_NOW - HOUR,
    newer: false,
    incident: false,
    debtOverdue: false,
  }));
