import { DeploymentsApi, Reason } from '@textloom/plugin-deployments-common';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';

/** A refusal as the client throws it, with the server's reasons. */
export function refusal(...reasons: Reason[]): Error {
  return Object.assign(new Error('Conflict'), {
    name: 'ConflictError',
    statusCode: 409,
    reasons,
  });
}

/** Answers that never come, or fail. */
export function clientThat(answer: () => Promise<never>): DeploymentsApi {
  return Object.assign(new InMemoryDeploymentsClient(), {
    getBoard: answer,
    getInbox: answer,
    getHistory: answer,
    getPolicy: answer,
    getReleases: answer,
    getPreview: answer,
    getProposal: answer,
  });
}
