export { deploymentsPlugin as default } from './plugin';
export { deploymentsRoutes, deploymentsSignedRoutes } from './routes';
// For tests of adapters and of the executor against real servers.
export { GitHubCodeHost } from './adapters/github/GitHubCodeHost';
export { GitHubRepository } from './adapters/github/GitHubRepository';
export { GitRepository } from './adapters/git/GitRepository';
export { HelmRenderer } from './adapters/rendering/HelmRenderer';
export { ArgoDelivery } from './adapters/argo/ArgoDelivery';
export { createKubeApi } from './adapters/kubernetes/ClusterApis';
export type { Place } from './service/ports';
export { PrometheusFigures } from './adapters/prometheus/PrometheusFigures';
export { DirectoryRenderer } from './adapters/rendering/DirectoryRenderer';
export { connectDeployments } from './database/connectDeployments';
export { contextOf } from './service/situation';
export type { Situations } from './service/situation';
export { Executor } from './tasks/Executor';
export { renderAtHead } from './tasks/rendering';
export type { GitOps } from './tasks/rendering';
