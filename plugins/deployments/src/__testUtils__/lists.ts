import {
  BoardView,
  DeploymentHistoryView,
  InboxView,
  PolicyView,
  PreviewView,
  ProposalSummary,
} from '@textloom/plugin-deployments-common';
import { NOW } from './renderDeployments';
import {
  DAY,
  FINGERPRINT,
  HASH,
  imageChange,
  levels,
  MINUTE,
  prod,
  PROPOSAL_ID,
  release,
  timeoutChange,
} from './views';

const summary: ProposalSummary = {
  id: PROPOSAL_ID,
  service: 'textloom-api',
  environment: 'prod',
  version: '1.8.0',
  state: 'Executing',
  weight: 25,
  requestedBy: 'user:default/developer',
  requestedAt: NOW - 30 * MINUTE,
  updatedAt: NOW - 5 * MINUTE,
  expiresAt: NOW + DAY,
  reasons: [],
};

export const board: BoardView = {
  environments: [
    { name: 'staging', trigger: 'proposal' },
    {
      name: 'prod',
      trigger: 'proposal',
      freeze: { name: 'Weekend', until: NOW + DAY },
    },
  ],
  services: [
    {
      service: 'textloom-api',
      title: 'TextLoom API',
      owner: 'group:default/api-team',
      cells: [
        {
          environment: 'staging',
          running: {
            version: '1.7.2',
            digest: `sha256:${'9'.repeat(64)}`,
            since: NOW - 2 * DAY,
            observedAt: NOW,
            health: 'healthy',
            sync: 'synced',
          },
          open: [],
          newest: {
            release: release.id,
            version: '1.8.0',
            createdAt: NOW - DAY,
          },
        },
        {
          environment: 'prod',
          problem: 'the cluster does not answer',
          open: [summary],
        },
      ],
    },
  ],
  generatedAt: NOW,
};

export const inbox: InboxView = {
  waiting: [
    {
      proposal: summary,
      level: 1,
      levelName: 'sre',
      why: 'vote',
      changes: 2,
      deadline: NOW + DAY,
    },
    {
      proposal: {
        ...summary,
        id: '22222222-2222-4222-8222-222222222222',
        service: 'textloom-auth',
        version: '2.0.1',
        state: 'Pending',
        weight: undefined,
      },
      level: 1,
      levelName: 'sre',
      why: 'reaffirm',
      delta: [timeoutChange],
      changes: 2,
    },
  ],
  asked: [{ ...summary, service: 'textloom-web', version: '3.1.0' }],
  generatedAt: NOW,
};

export const history: DeploymentHistoryView = {
  people: { 'user:default/developer': 'Chen Yu' },
  dora: {
    from: NOW - 30 * DAY,
    to: NOW,
    deploymentsPerDay: 1.4,
    leadTimeMs: 5 * 60 * MINUTE,
    waitingForPeopleMs: 60 * MINUTE,
    changeFailPercent: 7.1,
    deployments: 42,
  },
  items: [
    {
      ...summary,
      state: 'RolledBack',
      weight: undefined,
      endedAt: NOW - 10 * MINUTE,
    },
  ],
  generatedAt: NOW,
};

export const policy: PolicyView = {
  policy: {
    version: HASH,
    environments: [prod],
    freezes: [
      {
        name: 'Weekend',
        reason: 'Nobody is here',
        environments: ['prod'],
        services: [],
        when: {
          weekly: { fromMinute: 4 * 24 * 60 + 18 * 60, toMinute: 7 * 60 },
        },
      },
    ],
    breakGlass: {
      groups: ['group:default/sre'],
      severities: ['P0'],
      reviewWithinMs: DAY,
    },
  },
  loadedAt: NOW - DAY,
  problems: [],
  active: [],
};

export const preview: PreviewView = {
  release,
  environment: 'staging',
  changes: [imageChange],
  fingerprint: FINGERPRINT,
  levels: [{ ...levels[1], index: 0, state: 'open' }],
  gates: [],
  refusals: [],
  waits: [],
  rollbackTo: '1.7.2',
  generatedAt: NOW,
};
