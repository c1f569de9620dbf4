import { Config } from '@backstage/config';
import { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { eksCredentials } from './adapters/eks/credentials';
import { EksSettings } from './adapters/eks/EksClient';
import { readAddress } from './endpointConfig';

/**
 * Reads `eks` of an entry of `clusters.sources`; none without a region.
 * @param manager - Knows the AWS identity of the portal.
 * @throws when a setting has no meaning, with its path.
 */
export function readEks(
  entry: Config,
  cluster: string,
  manager: AwsCredentialsManager,
): EksSettings | undefined {
  const config = entry.getOptionalConfig('eks');
  const region = config && readWord(config, 'region');
  const endpoint =
    config && readAddress(config, 'endpoint', `eks.endpoint of ${cluster}`);
  // An own address that is not set must not lead to AWS itself.
  if (!config || !region || (config.has('endpoint') && !endpoint)) {
    return undefined;
  }
  const refuse = (setting: string, must: string) => {
    throw new Error(`clusters.sources: eks.${setting} of ${cluster} ${must}`);
  };
  if (!/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(region)) {
    refuse('region', 'must be a region such as ap-southeast-1');
  }
  const assumeRole = config.getOptionalString('assumeRole');
  const externalId = config.getOptionalString('externalId');
  if (assumeRole && !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(assumeRole)) {
    refuse('assumeRole', 'must be the ARN of a role');
  }
  if (externalId && !assumeRole) {
    refuse('externalId', 'needs assumeRole');
  }
  const accessKeyId = config.getOptionalString('accessKeyId');
  const secretAccessKey = config.getOptionalString('secretAccessKey');
  if (!accessKeyId !== !secretAccessKey) {
    refuse('accessKeyId', 'and secretAccessKey must be set together');
  }
  const keys = accessKeyId &&
    secretAccessKey && { accessKeyId, secretAccessKey };
  return {
    region,
    name: readWord(config, 'name') ?? cluster,
    ...(endpoint && { endpoint }),
    credentials: eksCredentials(
      { region, assumeRole, externalId, ...(keys && { keys }) },
      manager,
    ),
  };
}

/** A text; none when it is empty, as of a variable that is set to nothing. */
function readWord(config: Config, key: string): string | undefined {
  return config.getOptional(key) === ''
    ? undefined
    : config.getOptionalString(key);
}
