import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TextLoomPermissionPolicy } from './policy';

/** Makes the permission table of `table.ts` the portal's policy. */
export const permissionModuleTextloom = createBackendModule({
  pluginId: 'permission',
  moduleId: 'textloom-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new TextLoomPermissionPolicy(userInfo));
      },
    });
  },
});
