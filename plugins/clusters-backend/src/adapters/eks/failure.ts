import { SourceProblem } from '@textloom/plugin-clusters-common';
import { SourceFailure } from '../../service/SourceFailure';
import { asObject, asText } from '../untrusted';

/** Connection lost, whether before or amid the answer. */
const CONNECTION = /^E(?:CONN|PIPE|HOST|NET|NOTFOUND|AI_AGAIN)/;
/** Errors of the SDK that tell of credentials, though their status is 400 or 403. */
const UNKNOWN_CALLER =
  /^(?:ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|CredentialsProvider)/;
/** Named, since AWS gives them with 400 as well as with 403. */
const REFUSED = /^(?:AccessDenied|NotAuthorized)/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

function problemOf(name: string, status: number | undefined): SourceProblem {
  if (THROTTLED.test(name) || status === 429) {
    return 'throttled';
  }
  if (UNKNOWN_CALLER.test(name) || status === 401) {
    return 'unauthenticated';
  }
  if (REFUSED.test(name)) {
    return 'forbidden';
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
  const { name, code, $metadata } = asObject(error);
  const connection = asText(code);
  if (connection && CONNECTION.test(connection)) {
    return new SourceFailure('unreachable', `EKS: ${connection}`, {
      cause: error,
    });
  }
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
