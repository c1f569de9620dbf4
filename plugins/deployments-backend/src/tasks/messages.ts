import { Proposal } from '@textloom/plugin-deployments-common';

/** Names of the trailers by which commits are found again. */
export const TRAILERS = {
  approval: 'Approval-Id',
  fingerprint: 'Approval-Fingerprint',
  token: 'Approval-Token',
  reverts: 'Reverts-Approval-Id',
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
