import { Proposal } from '@textloom/plugin-deployments-common';

/** Names of the trailers by which commits are found again. */
export const TRAILERS = {
  approval: 'Approval-Id',
  fingerprint: 'Approval-Fingerprint',
  token: 'Approval-Token',
  reverts: 'Reverts-Approval-Id',
  restores: 'Restores-Approval-Id',
} as const;

/** Message of the commit that carries a release. */
export function commitMessage(proposal: Proposal, token: number): string {
  const { service, environment, release } = proposal;
  return [
    `Deploy ${service} ${release.version} to ${environment}`,
    '',
    ...release.images.map(
      ({ repository, digest }) => `${repository}@${digest}`,
    ),
    '',
    `${TRAILERS.approval}: ${proposal.id}`,
    `${TRAILERS.fingerprint}: ${proposal.fingerprint.approval}`,
    `${TRAILERS.token}: ${token}`,
  ].join('\n');
}

/** Message of the commit that takes a release back. */
export function revertMessage(
  proposal: Proposal,
  commit: string,
  token: number,
): string {
  const { service, environment, release } = proposal;
  return [
    `Roll back ${service} ${release.version} in ${environment}`,
    '',
    `Takes back ${commit}.`,
    '',
    `${TRAILERS.reverts}: ${proposal.id}`,
    `${TRAILERS.fingerprint}: ${proposal.fingerprint.approval}`,
    `${TRAILERS.token}: ${token}`,
  ].join('\n');
}

/** Value of the trailer of a restoration: each time it is restored there may be a commit. */
export function restorationOf({ id, restoration }: Proposal): string {
  return `${id} ${restoration?.at ?? 0}`;
}

/** Message of the commit that brings back what had succeeded. */
export function restoreMessage(proposal: Proposal, token: number): string {
  const { service, environment, release } = proposal;
  return [
    `Restore ${service} ${release.version} in ${environment}`,
    '',
    'Takes back what was changed without a proposal.',
    '',
    `${TRAILERS.restores}: ${restorationOf(proposal)}`,
    `${TRAILERS.fingerprint}: ${proposal.fingerprint.approval}`,
    `${TRAILERS.token}: ${token}`,
  ].join('\n');
}
