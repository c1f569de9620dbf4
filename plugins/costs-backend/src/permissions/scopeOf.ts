import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { costsCostReadPermission } from '@textloom/plugin-costs-common';
import { Scope } from '../service/ports';
import { OwnedCost, OwnersQuery } from './rules';

const DENIED = `You cannot see costs: ${costsCostReadPermission.name} is required. Costs follow ownership; platform administrators can add you to a team.`;

/** Finds out whose costs a caller may see. */
export class CostScopes {
  readonly #permissions: PermissionsService;
  readonly #toQuery: ConditionTransformer<OwnersQuery>;

  constructor(options: {
    permissions: PermissionsService;
    ruleset: PermissionRuleset<OwnedCost, OwnersQuery>;
  }) {
    this.#permissions = options.permissions;
    this.#toQuery = createConditionTransformer(options.ruleset);
  }

  /** @throws NotAllowedError when the caller may see none. */
  async scopeOf(credentials: BackstageCredentials): Promise<Scope> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: costsCostReadPermission }],
      { credentials },
    );
    if (decision?.result === AuthorizeResult.ALLOW) {
      return { kind: 'all' };
    }
    if (decision?.result !== AuthorizeResult.CONDITIONAL) {
      throw new NotAllowedError(DENIED);
    }
    const owners = ownersOf(this.#toQuery(decision.conditions));
    if (owners.length === 0) {
      throw new NotAllowedError(DENIED);
    }
    return { kind: 'own', owners };
  }
}

/**
 * Owners of a criterion, sorted, so that the same people have the same cache.
 * @throws NotAllowedError for `not`: it names owners who may not be seen, and everybody else is not a list.
 */
function ownersOf(criteria: PermissionCriteria<OwnersQuery>): string[] {
  return [...setOf(criteria)].sort((a, b) => (a < b ? -1 : 1));
}

function setOf(criteria: PermissionCriteria<OwnersQuery>): Set<string> {
  if ('anyOf' in criteria) {
    return new Set(criteria.anyOf.flatMap(each => [...setOf(each)]));
  }
  if ('allOf' in criteria) {
    const [first, ...others] = criteria.allOf.map(setOf);
    return new Set(
      [...first].filter(owner => others.every(other => other.has(owner))),
    );
  }
  if ('not' in criteria) {
    throw new NotAllowedError(DENIED);
  }
  return new Set(criteria.owners);
}
