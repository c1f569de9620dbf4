export { childEnvironment } from './environment';
export { identityOf, serverIdentity } from './identity';
export type { Identity } from './identity';
export { endProcesses, findProcesses, killTree } from './processes';
export { run, spawnServer } from './run';
export type { Server } from './run';
