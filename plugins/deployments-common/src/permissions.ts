import { createPermission } from '@backstage/plugin-permission-common';

/** Permits seeing releases, proposals, what runs where, the log and the policy. */
export const deploymentsProposalReadPermission = createPermission({
  name: 'deployments.proposal.read',
  attributes: { action: 'read' },
});

/** Permits proposing, commenting, and taking one's own proposal back. */
export const deploymentsProposalCreatePermission = createPermission({
  name: 'deployments.proposal.create',
  attributes: { action: 'create' },
});

/** Permits voting; whose vote counts, the policy says. */
export const deploymentsProposalDecidePermission = createPermission({
  name: 'deployments.proposal.decide',
  attributes: { action: 'update' },
});

/** Permits pausing, resuming and rolling back what is being deployed. */
export const deploymentsDeploymentControlPermission = createPermission({
  name: 'deployments.deployment.control',
  attributes: { action: 'update' },
});

/** Permits breaking glass while an incident is open. */
export const deploymentsGlassBreakPermission = createPermission({
  name: 'deployments.glass.break',
  attributes: { action: 'update' },
});

/** Permits CI to report releases. */
export const deploymentsReleaseCreatePermission = createPermission({
  name: 'deployments.release.create',
  attributes: { action: 'create' },
});

/** All permissions of the deployments plugin. */
export const deploymentsPermissions = [
  deploymentsProposalReadPermission,
  deploymentsProposalCreatePermission,
  deploymentsProposalDecidePermission,
  deploymentsDeploymentControlPermission,
  deploymentsGlassBreakPermission,
  deploymentsReleaseCreatePermission,
];
