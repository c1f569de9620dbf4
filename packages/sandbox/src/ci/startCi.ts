import { Forge } from '../forge/Forge';
import { CiReporter } from './CiReporter';
import { ForgeBuilds } from './ForgeBuilds';
import { releasesSoFar } from './releases';

/** CI that has built what runs and what could run next, and tells the portal; none without a token. */
export function startCi(options: {
  portalUrl: string;
  token?: string;
  /** Repositories that are built whenever somebody pushes. */
  forge?: Forge;
  now(): number;
}): { reporter?: CiReporter; close(): Promise<void> } {
  const { portalUrl, token } = options;
  if (!token) {
    return { close: async () => undefined };
  }
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const reporter = new CiReporter({ portalUrl, token, log });
  releasesSoFar(options.now()).forEach(release => reporter.publish(release));
  // A service that the catalog does not know yet has the others not wait.
  const reporters = new Map<string, CiReporter>();
  const reporterOf = (service: string) => {
    const own =
      reporters.get(service) ?? new CiReporter({ portalUrl, token, log });
    reporters.set(service, own);
    return own;
  };
  const builds =
    options.forge &&
    new ForgeBuilds({
      forge: options.forge,
      publish: release => reporterOf(release.service).publish(release),
      log,
    });
  builds?.start().catch(error => log(`CI builds nothing: ${error.message}`));
  return {
    reporter,
    close: async () => {
      reporter.stop();
      reporters.forEach(own => own.stop());
      await builds?.stop();
    },
  };
}
