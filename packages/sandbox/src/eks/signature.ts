import { REGION } from '../world/clusters';
import { EksRefusal } from './refusals';

const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=[^/\s,]+\/\d{8}\/([^/\s,]+)\/([^/\s,]+)\/aws4_request,\s*SignedHeaders=[^\s,]*\bhost\b[^\s,]*,\s*Signature=[0-9a-f]{64}$/;

/**
 * Whether a request is signed by Signature Version 4 for EKS in the sandbox's region. Any key will do: the sandbox
 * knows no secrets and does not compute the signature itself.
 * @throws EksRefusal in AWS's words.
 */
export function requireSignature(authorization: string | undefined): void {
  if (!authorization) {
    throw new EksRefusal(
      403,
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    );
  }
  const [, region, service] = SIGNED.exec(authorization) ?? [];
  if (!region) {
    throw new EksRefusal(
      403,
      'IncompleteSignatureException',
      'Authorization header requires Credential, SignedHeaders and Signature of AWS4-HMAC-SHA256',
    );
  }
  if (region !== REGION) {
    throw new EksRefusal(
      403,
      'InvalidSignatureException',
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
  if (service !== 'eks') {
    throw new EksRefusal(
      403,
      'InvalidSignatureException',
      `Credential should be scoped to correct service: 'eks'.`,
    );
  }
}
