import { error, RuleWords, warning } from './words';

/** Rules on the settings of the environments of a platform: `terraform/environments/<name>/terraform.tfvars.json`. */
export const SETTINGS = {
  'settings-invalid': error(
    'A setting of an environment does not fit',
    'Terraform refuses it, or makes something that nobody has meant.',
    'Correct the value.',
  ),
  'network-invalid': error(
    'The address range is none that AWS takes for a private network',
    'A VPC needs a range of RFC 1918 between /16 and /28, and a platform needs room for its pods.',
    'Use a private range, such as 10.40.0.0/16.',
  ),
  'network-overlap': error(
    'Address ranges overlap',
    'Networks with the same addresses can never be connected, and renumbering means building anew.',
    'Give each environment a range of its own.',
  ),
  'budget-exceeded': warning(
    'The estimate is above the budget of the environment',
    'The alarm of the budget rings in the first month, and every month after.',
    'Choose smaller sizes, or agree on another budget.',
  ),
} satisfies Record<string, RuleWords>;
