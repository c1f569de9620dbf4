import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';
import {
  COST_OWNER_RULE,
  COST_RESOURCE_TYPE,
} from '@textloom/plugin-costs-common';
import { decide } from './decide';
import { rolesOf } from './roles';

interface Identity {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/**
 * Asks the table for what a person may do. Without a person nothing is
 * allowed; services do not reach a policy, the framework lets them through.
 */
export class TextLoomPermissionPolicy implements PermissionPolicy {
  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return { result: AuthorizeResult.DENY };
    const identity = await this.userInfo.getUserInfo(user.credentials);
    const verdict = decide(
      permission.name,
      rolesOf(identity.ownershipEntityRefs),
    );
    if (verdict === 'allow') return { result: AuthorizeResult.ALLOW };
    if (verdict === 'if-owner') return ownersOnly(permission, identity);
    return { result: AuthorizeResult.DENY };
  }
}

function ownersOnly(
  permission: Permission,
  { userEntityRef, ownershipEntityRefs }: Identity,
): PolicyDecision {
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: ownershipEntityRefs }),
    );
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
    );
  }
  if (isResourcePermission(permission, COST_RESOURCE_TYPE)) {
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'costs',
      resourceType: COST_RESOURCE_TYPE,
      conditions: {
        rule: COST_OWNER_RULE,
        resourceType: COST_RESOURCE_TYPE,
        params: { owners: ownershipEntityRefs },
      },
    };
  }
  return { result: AuthorizeResult.DENY };
}
