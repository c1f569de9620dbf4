import {
  Change,
  EnvironmentPolicy,
  LevelView,
  Proposal,
  ProposalView,
  Release,
} from '@textloom/plugin-deployments-common';
import { ME, NOW } from './renderDeployments';

export const PROPOSAL_ID = '7b9c2f5e-3c1d-4f6a-9f57-0a4f6f1d2b3c';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const HASH = 'f'.repeat(64);
export const FINGERPRINT = `7f3a9c21${'0'.repeat(56)}`;

export const release: Release = {
  id: '11111111-1111-4111-8111-111111111111',
  service: 'textloom-api',
  version: '1.8.0',
  images: [
    {
      repository: 'registry.textloom.example/textloom/api',
      digest: `sha256:${'4'.repeat(64)}`,
    },
  ],
  commit: 'a'.repeat(40),
  ref: 'refs/tags/v1.8.0',
  commits: [
    {
      sha: 'b'.repeat(40),
      title: 'cache uploads',
      author: 'developer@textloom.example',
      files: ['api/cache.ts'],
    },
  ],
  builder: 'github-actions[bot]',
  evidence: [],
  createdAt: NOW - 2 * DAY,
};

export const imageChange: Change = {
  subject: { kind: 'image', name: 'api' },
  object: 'Deployment/textloom-api',
  path: 'spec.template.spec.containers[api].image',
  before: `registry.textloom.example/textloom/api@sha256:${'9'.repeat(64)}`,
  after: `registry.textloom.example/textloom/api@sha256:${'4'.repeat(64)}`,
};

export const timeoutChange: Change = {
  subject: { kind: 'variable', name: 'HTTP_TIMEOUT' },
  object: 'Deployment/textloom-api',
  path: 'spec.template.spec.containers[api].env[HTTP_TIMEOUT].value',
  before: '30s',
  after: '20s',
};

export const prod: EnvironmentPolicy = {
  name: 'prod',
  trigger: 'proposal',
  refs: ['refs/tags/v*'],
  levels: [
    {
      name: 'team-lead',
      approvals: 1,
      groups: [{ group: 'group:default/team-leads', atLeast: 1 }],
      unlocks: 25,
    },
    {
      name: 'sre',
      approvals: 1,
      groups: [{ group: 'group:default/sre', atLeast: 1 }],
      unlocks: 100,
    },
  ],
  gates: [{ kind: 'ci' }, { kind: 'coverage', min: 80 }],
  strategy: {
    kind: 'canary',
    steps: [5, 25, 50, 100].map(weight => ({ weight, soakMs: 10 * MINUTE })),
  },
  limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 100 },
  expiresAfterMs: 3 * DAY,
  soakMs: 10 * MINUTE,
  excluded: ['requester', 'author'],
  maxProofAgeMs: 60 * MINUTE,
  ignoresBaseline: false,
};

export const levels: LevelView[] = [
  {
    index: 0,
    name: 'team-lead',
    unlocks: 25,
    state: 'complete',
    seats: [
      {
        person: { ref: 'user:default/team-lead', name: 'Tang Rui' },
        group: 'group:default/team-leads',
        at: NOW - 20 * MINUTE,
      },
    ],
    groups: ['group:default/team-leads'],
    can: [],
    cannot: [],
    voided: [],
  },
  {
    index: 1,
    name: 'sre',
    unlocks: 100,
    state: 'open',
    seats: [{ group: 'group:default/sre' }],
    groups: ['group:default/sre'],
    can: [
      { ref: ME, name: 'Zhao Min' },
      { ref: 'user:default/he-jun', name: 'He Jun' },
    ],
    cannot: [
      {
        person: { ref: 'user:default/sun-lei', name: 'Sun Lei' },
        reasons: [
          { code: 'is-author', params: { person: 'Sun Lei', own: 3, all: 14 } },
        ],
      },
    ],
    voided: [],
  },
];

export function aProposal(overrides: Partial<Proposal> = {}): Proposal {
  return {
    id: PROPOSAL_ID,
    version: 3,
    service: 'textloom-api',
    owner: 'group:default/api-team',
    environment: 'prod',
    state: 'Executing',
    release,
    fingerprint: { artefacts: HASH, rendered: HASH, approval: FINGERPRINT },
    baseline: {
      version: '1.7.2',
      images: [],
      revision: 'c'.repeat(40),
      observedAt: NOW - MINUTE,
    },
    changes: [imageChange, timeoutChange],
    policy: prod,
    policyVersion: HASH,
    requestedBy: 'user:default/developer',
    requestedAt: NOW - 30 * MINUTE,
    expiresAt: NOW + 2 * DAY,
    involved: [],
    decisions: [],
    gates: [],
    comments: [],
    reasons: [],
    execution: {
      token: 1,
      attempt: 1,
      startedAt: NOW - 15 * MINUTE,
      step: 1,
      weight: 25,
      heldSince: NOW - 5 * MINUTE,
      waitingFor: [],
    },
    updatedAt: NOW - 5 * MINUTE,
    ...overrides,
  };
}

const curve = (value: number): [number, number][] =>
  [10, 5, 0].map(minutes => [NOW - minutes * MINUTE, value]);

export function aView(
  overrides: Partial<ProposalView> = {},
  proposal: Partial<Proposal> = {},
): ProposalView {
  return {
    proposal: aProposal(proposal),
    requestedBy: { ref: 'user:default/developer', name: 'Chen Yu' },
    people: {
      'user:default/developer': 'Chen Yu',
      'user:default/team-lead': 'Tang Rui',
      [ME]: 'Zhao Min',
    },
    levels,
    steps: [
      { weight: 5, soakMs: 10 * MINUTE, state: 'done' },
      {
        weight: 25,
        soakMs: 10 * MINUTE,
        state: 'running',
        since: NOW - 5 * MINUTE,
      },
      { weight: 50, soakMs: 10 * MINUTE, state: 'later' },
      { weight: 100, soakMs: 0, state: 'later' },
    ],
    incidents: [],
    fastest: [{ ref: 'user:default/he-jun', name: 'He Jun' }],
    gates: [
      {
        id: 'ci',
        policy: { kind: 'ci' },
        status: 'passed',
        source: 'GitHub Actions',
        fetchedAt: NOW - MINUTE,
        summary: '1,412 tests',
      },
    ],
    mine: {
      vote: { ok: true, level: 1 },
      withdraw: { ok: true },
      pause: { ok: true },
      resume: { ok: true },
      abort: { ok: true },
      breakGlass: {
        ok: false,
        reasons: [
          {
            code: 'no-incident',
            params: { incident: '', severities: 'P0, P1' },
          },
        ],
      },
      review: { ok: false, reasons: [] },
      adopt: { ok: false, reasons: [] },
      revert: { ok: false, reasons: [] },
    },
    live: {
      stable: {
        errorRatePercent: 0.19,
        p95Ms: 308,
        requests: 41_310,
        restarts: 0,
      },
      canary: {
        errorRatePercent: 0.23,
        p95Ms: 331,
        requests: 13_770,
        restarts: 0,
      },
      curves: {
        errorRate: { stable: curve(0.19), canary: curve(0.23) },
        p95: { stable: curve(308), canary: curve(331) },
      },
      source: 'Prometheus',
      fetchedAt: NOW - 2_000,
    },
    log: [
      {
        proposal: PROPOSAL_ID,
        sequence: 1,
        event: { type: 'proposed', proposal: aProposal() },
        actor: 'user:default/developer',
        at: NOW - 30 * MINUTE,
        fingerprint: FINGERPRINT,
        policyVersion: HASH,
        previousHash: '0'.repeat(64),
        hash: `3b7a0d18${'0'.repeat(56)}`,
      },
      {
        proposal: PROPOSAL_ID,
        sequence: 2,
        event: { type: 'step-reached', step: 1, weight: 25 },
        actor: 'portal',
        at: NOW - 5 * MINUTE,
        fingerprint: FINGERPRINT,
        policyVersion: HASH,
        previousHash: `3b7a0d18${'0'.repeat(56)}`,
        hash: `a91c44e0${'0'.repeat(56)}`,
      },
    ],
    verification: { state: 'verified', events: 2, at: NOW },
    generatedAt: NOW,
    ...overrides,
  };
}
