export { authModuleSandbox as default } from './module';
export {
  assertSandboxAllowed,
  isLoopbackUrl,
  listensOnLoopback,
} from './conditions';
export { SANDBOX_ROLES } from './roles';
export type { SandboxRole } from './roles';
