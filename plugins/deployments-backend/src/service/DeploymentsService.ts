import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Actor,
  DeploymentsApi,
  historyQuerySchema,
  proposalsQuerySchema,
  releaseRequestSchema,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import type { z } from 'zod';

/** For whom a call is made. */
export interface Caller {
  credentials: BackstageCredentials;
  actor: Actor;
  /** The request behind the call, for the audit log; absent for calls by agents. */
  request?: Parameters<AuditorService['createEvent']>[0]['request'];
}

/** Queries and releases as they are once they were read. */
export type HistoryRequest = z.output<typeof historyQuerySchema>;
export type ProposalsRequest = z.output<typeof proposalsQuerySchema>;
export type ReportedRelease = z.output<typeof releaseRequestSchema>;

type ForCaller<TApi> = {
  [Method in keyof TApi]: TApi[Method] extends (
    ...args: infer Args
  ) => infer Result
    ? (caller: Caller, ...args: Args) => Result
    : never;
};

type Api = ForCaller<DeploymentsApi>;

/** {@link DeploymentsApi} on the server: the same calls, each for somebody. Whether they may call was asked before. */
export interface DeploymentsService
  extends Omit<Api, 'getHistory' | 'listProposals' | 'createRelease'> {
  getHistory(
    caller: Caller,
    query: HistoryRequest,
  ): ReturnType<DeploymentsApi['getHistory']>;
  listProposals(
    caller: Caller,
    query: ProposalsRequest,
  ): ReturnType<DeploymentsApi['listProposals']>;
  createRelease(
    caller: Caller,
    request: ReportedRelease,
    options: WriteOptions,
  ): ReturnType<DeploymentsApi['createRelease']>;
}
