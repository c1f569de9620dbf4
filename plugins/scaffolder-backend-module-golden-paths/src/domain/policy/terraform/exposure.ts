import {
  blocksOf,
  ofType,
  read,
  Resource,
  textOf,
  valueAt,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Demand, unmet } from './demands';
import { about, redirects } from './encryption';
import { Broken, Estate, TerraformCheck } from './types';

type Part = Pick<Resource, 'values' | 'unknown'>;

const ANYBODY = new Set(['0.0.0.0/0', '::/0']);
/** Answers to what was asked come back to these; a NACL has to let them in. */
const FIRST_ANSWER_PORT = 1024;
const BLOCK = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
];

const DEMANDS: readonly Demand[] = [
  {
    rule: 'endpoint-public',
    type: 'aws_db_instance',
    path: ['publicly_accessible'],
    wanted: false,
    mayLack: true,
  },
  {
    rule: 'metadata-v1',
    type: 'aws_launch_template',
    path: ['metadata_options', 0, 'http_tokens'],
    wanted: 'required',
  },
  {
    rule: 'metadata-v1',
    type: 'aws_instance',
    path: ['metadata_options', 0, 'http_tokens'],
    wanted: 'required',
  },
  {
    rule: 'metadata-v1',
    type: 'aws_eks_node_group',
    path: ['launch_template'],
    wanted: 'set',
  },
  ...BLOCK.map(
    (setting): Demand => ({
      rule: 'bucket-public',
      type: 'aws_s3_bucket_public_access_block',
      path: [setting],
      wanted: true,
    }),
  ),
];

/** What strangers can reach. */
export const checkExposure: TerraformCheck = estate => [
  ...unmet(estate, DEMANDS),
  ...openings(estate),
  ...ofType(estate.resources, 'aws_eks_cluster').flatMap(cluster),
  ...ofType(estate.resources, 'aws_s3_bucket')
    .filter(
      bucket =>
        !estate.partial &&
        about(
          estate,
          'aws_s3_bucket_public_access_block',
          'bucket',
          bucket,
          'bucket',
        ).length === 0,
    )
    .map(resource => ({ rule: 'bucket-public' as const, resource })),
  ...ofType(estate.resources, 'aws_s3_bucket_acl')
    .filter(acl => textOf(acl, 'acl')?.startsWith('public-'))
    .map(resource => ({
      rule: 'bucket-public' as const,
      resource,
      attribute: 'acl',
      detail: textOf(resource, 'acl'),
    })),
];

/** A way in: from where, and by which ports. */
interface Opening {
  resource: Resource;
  attribute: string;
  part: Part;
  sources: readonly string[];
  protocol: string;
}

function openings(estate: Estate): Broken[] {
  const { resources } = estate;
  const groups = ofType(
    resources,
    'aws_security_group',
    'aws_default_security_group',
  ).flatMap(resource =>
    blocksOf(resource, 'ingress').map(
      (part): Opening => ({
        resource,
        attribute: 'ingress',
        part,
        sources: ['cidr_blocks', 'ipv6_cidr_blocks'],
        protocol: 'protocol',
      }),
    ),
  );
  const rules = ofType(resources, 'aws_security_group_rule')
    .filter(rule => textOf(rule, 'type') === 'ingress')
    .map(
      (resource): Opening => ({
        resource,
        attribute: 'cidr_blocks',
        part: resource,
        sources: ['cidr_blocks', 'ipv6_cidr_blocks'],
        protocol: 'protocol',
      }),
    );
  const newRules = ofType(resources, 'aws_vpc_security_group_ingress_rule').map(
    (resource): Opening => ({
      resource,
      attribute: 'cidr_ipv4',
      part: resource,
      sources: ['cidr_ipv4', 'cidr_ipv6'],
      protocol: 'ip_protocol',
    }),
  );
  return [
    ...[...groups, ...rules, ...newRules].flatMap(opening =>
      isOpen(opening) && !isPermitted(opening, estate)
        ? [brokenBy(opening)]
        : [],
    ),
    ...networkLists(resources)
      .filter(isOpen)
      .filter(opensServices)
      .map(brokenBy),
  ];
}

function networkLists(resources: readonly Resource[]): Opening[] {
  const opening = (resource: Resource, part: Part): Opening => ({
    resource,
    attribute: part === resource ? 'cidr_block' : 'ingress',
    part,
    sources: ['cidr_block', 'ipv6_cidr_block'],
    protocol: 'protocol',
  });
  return [
    ...ofType(resources, 'aws_network_acl_rule')
      .filter(
        rule =>
          read(rule, 'egress').state !== 'unknown' &&
          valueAt(rule, 'egress') !== true &&
          textOf(rule, 'rule_action') === 'allow',
      )
      .map(rule => opening(rule, rule)),
    ...ofType(resources, 'aws_network_acl', 'aws_default_network_acl').flatMap(
      list =>
        blocksOf(list, 'ingress')
          .filter(part => textOf(part, 'action') === 'allow')
          .map(part => opening(list, part)),
    ),
  ];
}

function brokenBy({ resource, attribute, part, protocol }: Opening): Broken {
  const ports = portsOf(part, protocol);
  return {
    rule: 'ingress-open',
    resource,
    attribute,
    ...(ports && {
      detail:
        ports.from === ports.to ? `${ports.from}` : `${ports.from}–${ports.to}`,
    }),
  };
}

function isOpen({ part, sources }: Opening): boolean {
  return sources.some(source =>
    [valueAt(part, source)].flat().some(range => ANYBODY.has(String(range))),
  );
}

/** Ports that are let in; `undefined` where they are not known. */
function portsOf(
  part: Part,
  protocol: string,
): { from: number; to: number } | undefined {
  if (/^(?:-1|all)$/.test(String(valueAt(part, protocol) ?? ''))) {
    return { from: 0, to: 65_535 };
  }
  const [from, to] = ['from_port', 'to_port'].map(key => valueAt(part, key));
  return from === undefined || to === undefined
    ? undefined
    : { from: Number(from), to: Number(to) };
}

function isPermitted(opening: Opening, estate: Estate): boolean {
  const ports = portsOf(opening.part, opening.protocol);
  const only = (port: number) => ports?.from === port && ports.to === port;
  return (
    ports === undefined ||
    only(443) ||
    (only(80) && isRedirect(opening.resource, estate))
  );
}

/** Whether a security group is that of a load balancer, and port 80 there leads to HTTPS. */
function isRedirect(rule: Resource, { resources }: Estate): boolean {
  const groups = [rule.id, ...(rule.references.security_group_id ?? [])];
  const balancers = ofType(resources, 'aws_lb').map(
    ({ references }) => references.security_groups ?? [],
  );
  return (
    ofType(resources, 'aws_lb_listener').some(
      each => Number(valueAt(each, 'port')) === 80 && redirects(each),
    ) &&
    balancers.some(
      ids => ids.length === 0 || ids.some(id => groups.includes(id)),
    )
  );
}

/** Whether strangers may come in by the port of a service other than the web. */
function opensServices({ part, protocol }: Opening): boolean {
  const ports = portsOf(part, protocol);
  const isWeb =
    ports?.from === ports?.to && [80, 443].includes(ports?.from ?? 0);
  return ports !== undefined && !isWeb && ports.from < FIRST_ANSWER_PORT;
}

function cluster(resource: Resource): Broken[] {
  const isPublic = read(resource, 'vpc_config', 0, 'endpoint_public_access');
  const from = read(resource, 'vpc_config', 0, 'public_access_cidrs');
  const open =
    isPublic.state === 'absent' ||
    (isPublic.state === 'known' && isPublic.value === true);
  const anybody =
    from.state === 'absent' ||
    (from.state === 'known' &&
      [from.value].flat().some(range => ANYBODY.has(String(range))));
  return open && anybody
    ? [
        {
          rule: 'endpoint-public',
          resource,
          attribute: 'vpc_config',
          detail: 'vpc_config.endpoint_public_access',
        },
      ]
    : [];
}
