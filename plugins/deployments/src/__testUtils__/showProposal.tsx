import { DeploymentsSignal } from '@textloom/plugin-deployments-common';
import { HandSignals } from '@textloom/ui/testUtils';
import { screen } from '@testing-library/react';
import { ProposalView } from '@textloom/plugin-deployments-common';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { renderDeployments } from './renderDeployments';
import { PROPOSAL_ID } from './views';

/** The page is loaded on demand, which takes a while on a busy machine. */
export const FIRST_SIGHT = { timeout: 30_000 };

/** Opens the page of a proposal and waits until it is there. */
export async function showProposal(view: ProposalView) {
  const signals = new HandSignals<DeploymentsSignal>();
  const client = new InMemoryDeploymentsClient({
    proposals: { [PROPOSAL_ID]: view },
  });
  renderDeployments({
    client,
    signals,
    path: `/deployments/proposals/${PROPOSAL_ID}`,
  });
  await screen.findByRole(
    'heading',
    { name: 'textloom-api 1.8.0 → prod' },
    FIRST_SIGHT,
  );
  return { client, signals };
}
