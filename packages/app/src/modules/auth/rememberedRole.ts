import { isSandboxRole, SandboxRole } from './roles';

const KEY = 'textloom.sandbox.role';

/** The role of the last sign-in, so that a reload signs in silently. */
export function rememberedRole(storage: Storage): SandboxRole | undefined {
  const role = storage.getItem(KEY);
  return role && isSandboxRole(role) ? role : undefined;
}

/** Keeps the role until {@link forgetRole}. */
export function rememberRole(storage: Storage, role: SandboxRole): void {
  storage.setItem(KEY, role);
}

/** Forgets the role: the next visit asks again. */
export function forgetRole(storage: Storage): void {
  storage.removeItem(KEY);
}
