import { Role } from './roles';

/** Who may use one permission. Whoever is not named may not. */
export interface PermissionRow {
  /** Exact name of the permission. There are no wildcards: a new permission is denied until it has a row. */
  permission: string;
  /** What it lets a person do, for the documentation. */
  allows: string;
  /** Roles that may, or everyone who is signed in. */
  allow?: readonly Role[] | 'everyone';
  /** Roles that may with what they or their groups own; only for permissions on catalog entities, template runs and costs. */
  allowOwners?: readonly Role[];
}

/** Roles that build and run services. */
const BUILDERS: readonly Role[] = [
  'developers',
  'team-leads',
  'sre',
  'security',
  'platform-admins',
];
/** Roles that look at the platform. */
const WATCHERS: readonly Role[] = [...BUILDERS, 'release-managers'];
const ADMINS: readonly Role[] = ['platform-admins'];

/** The permission table: the only place that says who may what. */
export const PERMISSION_TABLE: readonly PermissionRow[] = [
  // Clusters
  {
    permission: 'clusters.cluster.read',
    allows:
      'see clusters, node groups, nodes and workloads with their health, alerts and history',
    allow: [...WATCHERS, 'auditors'],
  },
  {
    permission: 'clusters.silence.create',
    allows: 'silence alerts',
    allow: ['sre', 'platform-admins'],
  },
  {
    permission: 'clusters.silence.delete',
    allows: 'end silences before their time',
    allow: ['sre', 'platform-admins'],
  },
  // Deployments: who may ask at all; whose vote counts, policies/deployments.yaml says
  {
    permission: 'deployments.proposal.read',
    allows:
      'see releases, proposals with their log, what runs where, and the policy',
    allow: [...WATCHERS, 'auditors'],
  },
  {
    permission: 'deployments.proposal.create',
    allows: 'propose deployments, comment, and take own proposals back',
    allow: WATCHERS,
  },
  {
    permission: 'deployments.proposal.decide',
    allows:
      'vote on proposals where the policy counts their vote, and adopt what diverged',
    allow: ['developers', 'team-leads', 'sre', 'security', 'release-managers'],
  },
  {
    permission: 'deployments.deployment.control',
    allows:
      'pause, resume and roll back what is being deployed, and revert what diverged',
    allow: ['sre', 'team-leads', 'release-managers', 'platform-admins'],
  },
  {
    permission: 'deployments.glass.break',
    allows: 'deploy without approvals while an incident is open',
    allow: ['sre'],
  },
  {
    permission: 'deployments.release.create',
    allows: 'report releases, as CI does with its token',
    allow: ['sre', 'platform-admins'],
  },
  // Restore drills
  {
    permission: 'restore-drills.drill.read',
    allows:
      'see protected stores, drills with their log and evidence, and what is overdue',
    allow: [...WATCHERS, 'auditors'],
  },
  {
    permission: 'restore-drills.drill.start',
    allows: 'start drills, and look at what one would do',
    allow: ['sre', 'team-leads', 'platform-admins'],
  },
  {
    permission: 'restore-drills.drill.control',
    allows: 'cancel drills, and acknowledge that one has failed',
    allow: ['sre', 'platform-admins'],
  },
  // Costs: who sees all, and who sees what their teams' components cost
  {
    permission: 'costs.cost.read',
    allows:
      'see what everything costs, whose it is and what to do; in totals, shares and exports too',
    allow: ['finance', 'auditors', 'platform-admins', 'sre', 'team-leads'],
    allowOwners: ['developers', 'security', 'release-managers'],
  },
  {
    permission: 'costs.budget.update',
    allows: 'make, change and remove budgets',
    allow: ['finance', 'team-leads', 'platform-admins'],
  },
  {
    permission: 'costs.anomaly.update',
    allows: 'say of an anomaly whether it is one, was planned, or is none',
    allow: ['finance', 'team-leads', 'sre', 'platform-admins'],
  },
  {
    permission: 'costs.source.refresh',
    allows: 'read bills again at once',
    allow: ['finance', 'sre', 'platform-admins'],
  },
  // Catalog
  {
    permission: 'catalog.entity.read',
    allows: 'see entities; search and documentation follow it',
    allow: 'everyone',
  },
  {
    permission: 'catalog.entity.refresh',
    allows: 'read an entity again from its source',
    allow: ADMINS,
    allowOwners: ['developers', 'team-leads', 'sre', 'security'],
  },
  {
    permission: 'catalog.entity.delete',
    allows: 'remove an entity',
    allow: ADMINS,
    allowOwners: ['team-leads', 'sre', 'security'],
  },
  {
    permission: 'catalog.entity.create',
    allows: 'register entities',
    allow: ADMINS,
  },
  {
    permission: 'catalog.entity.validate',
    allows: 'check an entity file',
    allow: BUILDERS,
  },
  {
    permission: 'catalog.location.read',
    allows: 'see where entities come from',
    allow: [...WATCHERS, 'auditors'],
  },
  {
    permission: 'catalog.location.create',
    allows: 'register a component by its catalog-info.yaml, as templates do',
    allow: BUILDERS,
  },
  {
    permission: 'catalog.location.analyze',
    allows: 'look at a repository before registering it',
    allow: ADMINS,
  },
  {
    permission: 'catalog.location.delete',
    allows: 'remove a location with its entities',
    allow: ADMINS,
  },
  {
    permission: 'catalog.ingestion.read',
    allows: 'see the state of catalog providers',
    allow: ADMINS,
  },
  {
    permission: 'catalog.ingestion.manage',
    allows: 'trigger and reset catalog providers',
    allow: ADMINS,
  },
  // Kubernetes tab of a service
  {
    permission: 'kubernetes.clusters.read',
    allows: 'see the names of the clusters, which the Kubernetes tab needs',
    allow: WATCHERS,
  },
  {
    permission: 'kubernetes.resources.read',
    allows: 'see a service’s workloads in the Kubernetes tab',
    allow: WATCHERS,
  },
  {
    permission: 'kubernetes.proxy',
    allows: 'send any request to a cluster, such as reading logs',
    allow: ['sre', 'platform-admins'],
  },
  // Templates
  {
    permission: 'scaffolder.template.parameter.read',
    allows: 'see the questions of a template',
    allow: WATCHERS,
  },
  {
    permission: 'scaffolder.template.step.read',
    allows: 'see the steps of a template',
    allow: [...WATCHERS, 'auditors'],
  },
  {
    permission: 'scaffolder.task.create',
    allows: 'run a template',
    allow: BUILDERS,
  },
  {
    permission: 'scaffolder.action.execute',
    allows: 'run a step of a template',
    allow: BUILDERS,
  },
  {
    permission: 'scaffolder.template.dry-run',
    allows: 'try a template without effect',
    allow: BUILDERS,
  },
  {
    permission: 'scaffolder.task.read',
    allows: 'see a template’s run and its log',
    allow: ['auditors', 'platform-admins'],
    allowOwners: ['developers', 'team-leads', 'sre', 'security'],
  },
  {
    permission: 'scaffolder.task.cancel',
    allows: 'cancel a template’s run',
    allow: ADMINS,
    allowOwners: ['developers', 'team-leads', 'sre', 'security'],
  },
  {
    permission: 'scaffolder.template.management',
    allows: 'edit templates in the portal',
    allow: ADMINS,
  },
];
