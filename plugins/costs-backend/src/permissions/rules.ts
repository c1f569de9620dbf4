import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  COST_OWNER_RULE,
  COST_RESOURCE_TYPE,
} from '@textloom/plugin-costs-common';
import { z } from 'zod';

/** What a decision about costs is about: costs of one owner. */
export interface OwnedCost {
  owner: string;
}

/** Owners whose costs may be seen. */
export interface OwnersQuery {
  owners: string[];
}

/** Costs, as the permission framework knows them. */
export const costResourceRef = createPermissionResourceRef<
  OwnedCost,
  OwnersQuery
>().with({ pluginId: 'costs', resourceType: COST_RESOURCE_TYPE });

/** Costs of components whose owner is among the given ones. */
export const isCostOwner = createPermissionRule({
  name: COST_OWNER_RULE,
  description: 'Allow costs of what these owners own',
  resourceRef: costResourceRef,
  paramsSchema: z.object({
    owners: z.array(z.string()).describe('Entity references of owners'),
  }),
  apply: ({ owner }, { owners }) => owners.includes(owner),
  toQuery: ({ owners }) => ({ owners }),
});
