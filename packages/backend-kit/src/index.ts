export { authorize } from './authorize';
export { databaseNow } from './database/clock';
export { Lease } from './database/Lease';
export type { LeaseOptions } from './database/Lease';
export { openDatabase } from './database/openDatabase';
export { answerOf } from './http/answer';
export type { Answer } from './http/answer';
export { sendAnswer } from './http/sendAnswer';
export { inTime, kept } from './kept';
export {
  ClusterConnections,
  clusterConnectionsServiceRef,
} from './kubernetes/ClusterConnections';
export type { KubernetesConnections } from './kubernetes/ClusterConnections';
export { StrategyCredentialSource } from './kubernetes/credentials';
export { HttpTransport } from './kubernetes/HttpTransport';
export { isPlainRemote, resolveTarget } from './kubernetes/target';
export { TransportError } from './kubernetes/transport';
export type {
  KubeRequest,
  KubeResponse,
  Transport,
} from './kubernetes/transport';
export { parse } from './parse';
export { scopedQuery } from './prometheus/scope';
export type { ClusterLabel } from './prometheus/scope';
