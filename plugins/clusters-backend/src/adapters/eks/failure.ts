import { SourceProblem } from '@textloom/plugin-clusters-common';
import { SourceFailure } from '../../service/SourceFailure';
import { asObject, asText } from '../untrusted';

/** Errors of the SDK that tell of credentials, though their status is 400 or 403. */
const UNKNOWN_CALLER =
  /^(?:ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|CredentialsProvider|NotAuthorized)/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

function problemOf(name: string, status: number | undefined): SourceProblem {
  if (THROTTLED.test(name) || status === 429) {
    return 'throttled';
  }
  if (UNKNOWN_CALLER.test(name) || status === 401) {
    return 'unauthenticated';
  }
  if (status === undefined) {
    return /Timeout|Abort/.test(name) ? 'timeout' : 'unreachable';
  }
  if (status === 403) {
    return 'forbidden';
  }
  if (status === 404) {
    return 'not-served';
  }
  return status >= 500 ? 'server-error' : 'malformed';
}

/** What an error of the AWS SDK stands for. The message names error and status, never an ARN or an account. */
export function eksFailure(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) {
    return error;
  }
  const { name, $metadata } = asObject(error);
  const { httpStatusCode } = asObject($metadata);
  const status =
    typeof httpStatusCode === 'number' ? httpStatusCode : undefined;
  const word = asText(name) ?? 'Error';
  return new SourceFailure(
    problemOf(word, status),
    `EKS: ${word}${status === undefined ? '' : ` (${status})`}`,
    { cause: error },
  );
}
