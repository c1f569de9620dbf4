import {
  Problem,
  RestoreDrillsApi,
} from '@textloom/plugin-restore-drills-common';
import { InMemoryRestoreDrillsClient } from '@textloom/plugin-restore-drills-common/testUtils';

/** A refusal as the client throws it, with the server's problems. */
export function refusal(...problems: Problem[]): Error {
  return Object.assign(new Error('Conflict'), {
    name: 'ConflictError',
    statusCode: 409,
    problems,
  });
}

/** Answers that never come, or fail. */
export function clientThat(answer: () => Promise<never>): RestoreDrillsApi {
  return Object.assign(new InMemoryRestoreDrillsClient(), {
    getOverview: answer,
    getStore: answer,
    getPlan: answer,
    listDrills: answer,
    getDrill: answer,
  });
}
