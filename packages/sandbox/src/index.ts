/**
 * A small TextLoom world that speaks the Kubernetes API, for development, demonstrations and tests.
 *
 * @packageDocumentation
 */
export { ArgoBehaviour } from './argo/ArgoBehaviour';
export type { ArgoPort } from './argo/ArgoBehaviour';
export { FORGE_PATH } from './forge/serveForge';
export type { ForgeFacts } from './forge/startForge';
export { GitopsRepository } from './git/GitopsRepository';
export { GIT_PATH, serveGit } from './git/httpBackend';
export { startSandbox } from './sandbox';
export type { Sandbox, SandboxOptions } from './sandbox';
export type { ScenarioManager, ScenarioState } from './scenarios/manager';
