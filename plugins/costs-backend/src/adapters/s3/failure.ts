import { BillProblem } from '../bills/BillProblem';

/** Errors of the SDK that tell of who asks, whatever their status. */
const DENIED =
  /^(?:AccessDenied|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|CredentialsProvider|TokenRefreshRequired)/;
const NAME = /^[A-Za-z]{1,60}$/;

/** What an error of the AWS SDK stands for; it names the error and its status, never an account, key or address. */
export function s3Problem(error: unknown): BillProblem {
  if (error instanceof BillProblem) {
    return error;
  }
  const { name = '', $metadata } = error as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const args = {
    ...(NAME.test(name) && { error: name }),
    ...(status !== undefined && { status: String(status) }),
  };
  const denied = DENIED.test(name) || status === 401 || status === 403;
  return new BillProblem(denied ? 'denied' : 'unreachable', args, {
    cause: error,
  });
}
