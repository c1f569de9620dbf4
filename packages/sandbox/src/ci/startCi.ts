import { CiReporter } from './CiReporter';
import { releasesSoFar } from './releases';

/** CI that has built what runs and what could run next, and tells the portal; none without a token. */
export function startCi(options: {
  portalUrl: string;
  token?: string;
  now(): number;
}): { reporter?: CiReporter; close(): Promise<void> } {
  const { portalUrl, token } = options;
  if (!token) {
    return { close: async () => undefined };
  }
  const reporter = new CiReporter({
    portalUrl,
    token,
    log: line => process.stderr.write(`${line}\n`),
  });
  releasesSoFar(options.now()).forEach(release => reporter.publish(release));
  return { reporter, close: async () => reporter.stop() };
}
