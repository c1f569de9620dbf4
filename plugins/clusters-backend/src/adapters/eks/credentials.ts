import { EKSClientConfig } from '@aws-sdk/client-eks';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { AwsCredentialsManager } from '@backstage/integration-aws-node';

/** Who asks AWS. */
interface EksIdentity {
  region: string;
  /** ARN of a role that is assumed first. */
  assumeRole?: string;
  externalId?: string;
  /** Keys instead of the identity that the portal runs with. */
  keys?: { accessKeyId: string; secretAccessKey: string };
}

type Credentials = Exclude<EKSClientConfig['credentials'], undefined>;
type CredentialProvider = Extract<
  Credentials,
  (...args: never[]) => Promise<unknown>
>;

/**
 * Credentials of an identity: given keys, else those of `aws.mainAccount`, else the machine's or pod's own; the
 * stock Kubernetes plugin finds its own in the same way. A role is assumed with them once per lifetime of the
 * session, since the client keeps the result.
 */
export function eksCredentials(
  { region, assumeRole, externalId, keys }: EksIdentity,
  manager: AwsCredentialsManager,
): CredentialProvider {
  const own: CredentialProvider = keys
    ? async () => keys
    : async properties => {
        const { sdkCredentialProvider } = await manager.getCredentialProvider();
        return sdkCredentialProvider(properties);
      };
  return assumeRole
    ? fromTemporaryCredentials({
        masterCredentials: own,
        clientConfig: { region },
        params: {
          RoleArn: assumeRole,
          RoleSessionName: 'textloom-portal',
          ...(externalId && { ExternalId: externalId }),
        },
      })
    : own;
}
