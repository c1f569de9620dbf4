import { error, RuleWords } from './words';

/** Rules on the resources that Terraform will make, in a plan or as they are written. */
export const TERRAFORM = {
  'store-not-encrypted': error(
    'A store is not encrypted at rest, or not with a key of the platform',
    'Whoever gets hold of a disk, a snapshot or a copy can read it, and without a key of our own nobody can cut that off.',
    'Switch encryption on, and name a KMS key of the platform.',
  ),
  'transit-not-encrypted': error(
    'Data crosses the network without TLS',
    'Whoever is on the way can read and change it.',
    'Demand TLS: redirect HTTP, refuse plain connections, and name aws:SecureTransport in the policy of a bucket.',
  ),
  'listener-old-tls': error(
    'A listener accepts TLS before 1.3, or any policy at all',
    'Old versions have known weaknesses, and the policy that AWS takes by itself permits them.',
    'Set a TLS 1.3 policy, such as ELBSecurityPolicy-TLS13-1-3-2021-06.',
  ),
  'ingress-open': error(
    'The whole internet may come in by other ports than 443',
    'Everything that listens there is found and tried within minutes.',
    'Open only 443 to 0.0.0.0/0 and ::/0, and 80 only for the redirect of a load balancer.',
  ),
  'endpoint-public': error(
    'An endpoint of the platform is public',
    'The API of a cluster or a database is then protected by its password alone.',
    'Keep it private, or name the addresses that may come.',
  ),
  'bucket-public': error(
    'Nothing keeps a bucket from becoming public',
    'One wrong policy or list of access rights publishes everything in it.',
    'Add an aws_s3_bucket_public_access_block with all four settings true.',
  ),
  'metadata-v1': error(
    'Machines answer the old protocol of instance metadata',
    'A forged request of a web application can then read the role of the machine.',
    'Set metadata_options.http_tokens = "required" in a launch template.',
  ),
  'key-no-rotation': error(
    'A key is never rotated',
    'What one version of the key protects grows without bound.',
    'Set enable_key_rotation = true.',
  ),
  'iam-everything': error(
    'A policy allows every action on everything',
    'Whoever has the role owns the account.',
    'Name the actions and resources that are needed.',
  ),
  'tags-missing': error(
    'A tag that costs and owners are found by is missing',
    'What has no tag belongs to nobody, in the bill and in an incident.',
    'Set the tags in default_tags of the provider.',
  ),
  'deletion-unprotected': error(
    'Production can be deleted by one command',
    'A slip or a stolen role takes data away for good.',
    'Set deletion protection, and keep final snapshots.',
  ),
  'backup-short': error(
    'Backups are kept for less than a week, or not at all',
    'A mistake that is found on Monday may have been made on Monday before.',
    'Keep automatic backups for at least 7 days in production, and at least 1 elsewhere.',
  ),
  'backup-plan-missing': error(
    'No backup plan covers the stores of production',
    'Automatic backups go with the database when it is deleted.',
    'Add an aws_backup_plan with a selection of the stores.',
  ),
  'backup-copy-missing': error(
    'No backup is copied to another region',
    'The loss of a region then loses its backups too.',
    'Add a copy_action to a vault in another region.',
  ),
  'zones-few': error(
    'Production does not stand in three zones',
    'The loss of a zone then takes half of it, or all.',
    'Use three availability zones, and Multi-AZ for what keeps data.',
  ),
  'cluster-logs-missing': error(
    'The control plane of a cluster does not log',
    'After an incident nobody can say who did what.',
    'Enable api, audit, authenticator, controllerManager and scheduler.',
  ),
  'flow-logs-missing': error(
    'A network keeps no flow logs',
    'After an incident nobody can say who talked with whom.',
    'Add an aws_flow_log for the VPC.',
  ),
  'trail-incomplete': error(
    'Calls of the AWS API are not recorded completely',
    'Without a trail of all regions, with digests, an intruder leaves no trace.',
    'Add an aws_cloudtrail with is_multi_region_trail and enable_log_file_validation.',
  ),
  'spot-in-production': error(
    'Spot capacity is used outside dev and test',
    'AWS takes such a machine back within two minutes.',
    'Use ON_DEMAND in staging and production.',
  ),
  'name-beyond-limits': error(
    'AWS will refuse the name',
    'The apply fails halfway, with a part of the platform made.',
    'Shorten the name, or use the characters that AWS takes there.',
  ),
  'instance-type-unknown': error(
    'AWS has no such instance type',
    'The apply fails halfway, with a part of the platform made.',
    'Choose a type that exists, such as c5.2xlarge or db.r5.2xlarge.',
  ),
  'region-unknown': error(
    'AWS has no such region',
    'Nothing can be made there.',
    'Choose a region that exists, such as ap-southeast-1.',
  ),
} satisfies Record<string, RuleWords>;
