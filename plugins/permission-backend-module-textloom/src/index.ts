export { permissionModuleTextloom as default } from './module';
export { decide } from './decide';
export type { Verdict } from './decide';
export { ROLES } from './roles';
export type { Role } from './roles';
