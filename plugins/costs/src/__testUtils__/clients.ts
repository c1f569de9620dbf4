import { CostsApi } from '@textloom/plugin-costs-common';
import { InMemoryCostsClient } from '@textloom/plugin-costs-common/testUtils';

/** Answers that never come, or fail. */
export function clientThat(answer: () => Promise<never>): CostsApi {
  return Object.assign(new InMemoryCostsClient(), {
    getOverview: answer,
    explore: answer,
    getRows: answer,
    explain: answer,
    getForecast: answer,
    getAnomalies: answer,
    getBudgets: answer,
    getCommitments: answer,
    getRecommendations: answer,
    getUnits: answer,
    getContracts: answer,
    getReconciliation: answer,
    getEntity: answer,
  });
}
