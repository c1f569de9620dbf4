import {
  deploymentsDeploymentControlPermission,
  deploymentsGlassBreakPermission,
  deploymentsProposalCreatePermission,
  deploymentsProposalDecidePermission,
  deploymentsProposalReadPermission,
  deploymentsReleaseCreatePermission,
} from '@textloom/plugin-deployments-common';

const read = {
  method: 'get',
  permission: deploymentsProposalReadPermission,
} as const;
const create = {
  method: 'post',
  permission: deploymentsProposalCreatePermission,
} as const;
const decide = {
  method: 'post',
  permission: deploymentsProposalDecidePermission,
} as const;
const control = {
  method: 'post',
  permission: deploymentsDeploymentControlPermission,
} as const;

/** Every route of the plugin, under `/api/deployments`, with the permission that it asks for. */
export const deploymentsRoutes = [
  { ...read, path: '/board' },
  { ...read, path: '/inbox' },
  { ...read, path: '/history' },
  { ...read, path: '/policy' },
  { ...read, path: '/services/:service/releases' },
  { ...read, path: '/releases/:release/preview/:environment' },
  { ...read, path: '/proposals' },
  { ...read, path: '/proposals/:proposal' },
  {
    method: 'post',
    path: '/releases',
    permission: deploymentsReleaseCreatePermission,
  },
  { ...create, path: '/proposals' },
  { ...create, path: '/proposals/:proposal/comments' },
  { ...create, path: '/proposals/:proposal/withdraw' },
  { ...decide, path: '/proposals/:proposal/votes' },
  { ...decide, path: '/proposals/:proposal/votes/:decision/withdraw' },
  { ...decide, path: '/proposals/:proposal/review' },
  { ...decide, path: '/proposals/:proposal/adopt' },
  { ...control, path: '/proposals/:proposal/pause' },
  { ...control, path: '/proposals/:proposal/resume' },
  { ...control, path: '/proposals/:proposal/abort' },
  { ...control, path: '/proposals/:proposal/revert' },
  {
    method: 'post',
    path: '/proposals/:proposal/break-glass',
    permission: deploymentsGlassBreakPermission,
  },
] as const;

/** Routes that are told by signature instead of by a Backstage token. */
export const deploymentsSignedRoutes = [
  { method: 'post', path: '/webhooks/github' },
] as const;

type DeploymentsRoute = (typeof deploymentsRoutes)[number];

/** A route of the table, as the router mounts it: `get /board`. */
export type DeploymentsRouteKey = {
  [Route in DeploymentsRoute as `${Route['method']} ${Route['path']}`]: true;
} extends infer Keys
  ? keyof Keys
  : never;
