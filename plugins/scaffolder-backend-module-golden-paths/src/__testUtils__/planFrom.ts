import { Resource } from '@textloom/plugin-scaffolder-golden-paths-common';

type Object_ = Record<string, unknown>;

/**
 * What `terraform show -json` would say of resources that are written in one root: known values, and beside them what
 * is set and not known, as `after_unknown` and in the configuration.
 */
export function planFrom(
  resources: readonly Resource[],
  environment: string,
): unknown {
  const managed = resources.filter(({ type }) => !type.includes('.'));
  return {
    variables: { environment: { value: environment } },
    planned_values: {
      root_module: {
        resources: managed.map(({ address, type, values }) => ({
          address,
          type,
          mode: 'managed',
          values: text(without(values)),
        })),
      },
    },
    resource_changes: managed.map(({ address, unknown }) => ({
      address,
      // What AWS works out by itself is not known either, and is in no configuration.
      change: {
        after_unknown: {
          ...unknown,
          id: true,
          arn: true,
          kms_key_id: true,
          parameter_group_name: true,
        },
      },
    })),
    configuration: {
      root_module: {
        resources: managed.map(({ address, values, unknown, references }) => ({
          address,
          expressions: expressionsOf(values, unknown, references),
        })),
      },
    },
  };
}

function expressionsOf(
  values: Resource['values'],
  unknown: Resource['unknown'],
  references: Resource['references'],
): Object_ {
  return Object.fromEntries(
    Object.keys(values).map(key => {
      const value = values[key];
      const names = (references[key] ?? []).map(id => id.split(':')[1]);
      const isBlock = Array.isArray(value) && typeof value[0] === 'object';
      if (isBlock) {
        return [
          key,
          value.map((block, index) =>
            expressionsOf(
              block as Object_,
              ((unknown[key] as unknown[])?.[index] ?? {}) as Object_,
              { [Object.keys(block as Object_)[0]]: references[key] ?? [] },
            ),
          ),
        ];
      }
      return [key, { references: names.map(name => `${name}.id`) }];
    }),
  );
}

/** What is not known is not there. */
function without(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(without).filter(each => each !== undefined);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, inner]) =>
          inner === undefined ? [] : [[key, without(inner)]],
        ),
      )
    : value;
}

/** Documents are text in a plan. */
function text(values: unknown): unknown {
  const { policy, ...rest } = values as Object_;
  return policy === undefined
    ? rest
    : { ...rest, policy: JSON.stringify(policy) };
}
