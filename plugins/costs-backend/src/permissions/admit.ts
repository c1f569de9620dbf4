import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { authorize } from '@textloom/backend-kit';
import { COST_RESOURCE_TYPE } from '@textloom/plugin-costs-common';
import { actorOf } from '../service/actorOf';
import { Caller } from '../service/CostsService';
import { CostScopes } from './scopeOf';

/** Lets callers in, with whose costs they may see. */
export class Admission {
  readonly #permissions: PermissionsService;
  readonly #scopes: CostScopes;

  constructor(options: {
    permissions: PermissionsService;
    scopes: CostScopes;
  }) {
    this.#permissions = options.permissions;
    this.#scopes = options.scopes;
  }

  /**
   * A permission on costs is passed with its condition, as the scope; any other one needs a plain yes.
   * @throws NotAllowedError that names the permission.
   */
  async admit(
    permission: Permission,
    credentials: BackstageCredentials,
  ): Promise<Caller> {
    const actor = actorOf(credentials);
    if (!isResourcePermission(permission, COST_RESOURCE_TYPE)) {
      await authorize({
        permissions: this.#permissions,
        permission: permission as Parameters<typeof authorize>[0]['permission'],
        credentials,
      });
    }
    const scope = await this.#scopes.scopeOf(credentials);
    return { credentials, actor, scope };
  }
}
