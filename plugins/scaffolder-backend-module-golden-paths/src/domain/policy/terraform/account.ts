import {
  blocksOf,
  ofType,
  read,
  Resource,
  textOf,
  valueAt,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { listAt, textAt } from '../shape';
import { Demand, unmet } from './demands';
import { about } from './encryption';
import { Broken, Estate, mayBeProduction, TerraformCheck } from './types';

/** Logs of a control plane that EKS can write. */
const CLUSTER_LOGS = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];
const POLICIES = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
];
const ATTACHMENTS = [
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
];

const DEMANDS: readonly Demand[] = [
  {
    rule: 'key-no-rotation',
    type: 'aws_kms_key',
    path: ['enable_key_rotation'],
    wanted: true,
    // Keys of hardware modules and asymmetric ones cannot be rotated.
    when: key =>
      read(key, 'custom_key_store_id').state === 'absent' &&
      read(key, 'customer_master_key_spec').state !== 'unknown' &&
      /^(?:SYMMETRIC_DEFAULT)?$/.test(
        textOf(key, 'customer_master_key_spec') ?? '',
      ),
  },
  {
    rule: 'cluster-logs-missing',
    type: 'aws_eks_cluster',
    path: ['enabled_cluster_log_types'],
    wanted: value =>
      Array.isArray(value) && CLUSTER_LOGS.every(log => value.includes(log)),
  },
  ...['is_multi_region_trail', 'enable_log_file_validation'].map(
    (setting): Demand => ({
      rule: 'trail-incomplete',
      type: 'aws_cloudtrail',
      path: [setting],
      wanted: true,
    }),
  ),
];

/** Keys, rights and traces of an account. */
export const checkAccount: TerraformCheck = estate => [
  ...unmet(estate, DEMANDS),
  ...rights(estate),
  ...traces(estate),
];

function rights({ resources }: Estate): Broken[] {
  const everything = { rule: 'iam-everything' } as const;
  return [
    ...ofType(resources, ...POLICIES)
      .filter(policy => statementsOf(policy).some(allowsEverything))
      .map(resource => ({ ...everything, resource, attribute: 'policy' })),
    ...ofType(resources, 'data.aws_iam_policy_document')
      .filter(document =>
        blocksOf(document, 'statement').some(({ values }) =>
          allowsEverything({
            Effect: values.effect ?? 'Allow',
            Action: values.actions,
            Resource: values.resources,
          }),
        ),
      )
      .map(resource => ({ ...everything, resource, attribute: 'statement' })),
    ...ofType(resources, ...ATTACHMENTS)
      .filter(each =>
        textOf(each, 'policy_arn')?.endsWith(':policy/AdministratorAccess'),
      )
      .map(resource => ({ ...everything, resource, attribute: 'policy_arn' })),
  ];
}

/** A plan has the policy as text, written code as an object. */
function statementsOf(policy: Resource): readonly unknown[] {
  const value = valueAt(policy, 'policy');
  const document = typeof value === 'string' ? parsed(value) : value;
  const list = listAt(document, 'Statement');
  return list.length > 0
    ? list
    : [(document as { Statement?: unknown } | undefined)?.Statement];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function allowsEverything(statement: unknown): boolean {
  const has = (key: string) => {
    const values = [...listAt(statement, key), textAt(statement, key)];
    return values.some(value => value === '*' || value === '*:*');
  };
  return (
    textAt(statement, 'Effect') === 'Allow' && has('Action') && has('Resource')
  );
}

function traces(estate: Estate): Broken[] {
  const networks = ofType(estate.resources, 'aws_vpc');
  if (estate.partial) {
    return [];
  }
  const [first] = [
    ...networks,
    ...ofType(estate.resources, 'aws_eks_cluster'),
  ].filter(mayBeProduction);
  const hasTrail = ofType(estate.resources, 'aws_cloudtrail').length > 0;
  return [
    ...networks
      .filter(
        network =>
          about(estate, 'aws_flow_log', 'vpc_id', network, 'id').length === 0,
      )
      .map(resource => ({ rule: 'flow-logs-missing' as const, resource })),
    ...(first && !hasTrail
      ? [{ rule: 'trail-incomplete' as const, resource: first }]
      : []),
  ];
}
