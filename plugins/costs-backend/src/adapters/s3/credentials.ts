import type { S3ClientConfig } from '@aws-sdk/client-s3';
import {
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';

/** Who asks S3. */
interface S3Identity {
  region: string;
  assumeRole?: string;
  externalId?: string;
  keys?: { accessKeyId: string; secretAccessKey: string };
}

/** Given keys, else the identity of the machine or pod; with them a role is assumed where one is given. */
export function s3Credentials({
  region,
  assumeRole,
  externalId,
  keys,
}: S3Identity): S3ClientConfig['credentials'] {
  const own = keys ? async () => keys : fromNodeProviderChain();
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
