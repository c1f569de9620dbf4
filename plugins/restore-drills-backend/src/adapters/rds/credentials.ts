import {
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { RDSClientConfig } from '@aws-sdk/client-rds';
import { DrillProblem } from '../../service/ports';
import { RdsSettings } from './settings';

type Credentials = Exclude<RDSClientConfig['credentials'], undefined>;
type CredentialProvider = Extract<
  Credentials,
  (...args: never[]) => Promise<unknown>
>;

/**
 * The identity of the machine or pod, as the SDK looks for it; with a role, that role, assumed anew before a session
 * ends.
 *
 * @throws DrillProblem `credentials-invalid` when there are none, or the role cannot be assumed.
 */
export function rdsCredentials(
  { region, roleArn, externalId }: RdsSettings,
  own: CredentialProvider = fromNodeProviderChain(),
): CredentialProvider {
  const provider: CredentialProvider =
    roleArn === undefined
      ? own
      : fromTemporaryCredentials({
          masterCredentials: own,
          clientConfig: { region },
          params: {
            RoleArn: roleArn,
            RoleSessionName: 'textloom-drills',
            ...(externalId !== undefined && { ExternalId: externalId }),
          },
        });
  return async properties => {
    try {
      return await provider(properties);
    } catch {
      // Why, the SDK says with the ARN of the role.
      throw new DrillProblem({
        code: 'credentials-invalid',
        subject: roleArn === undefined ? 'AWS' : 'the drill role',
      });
    }
  };
}
