import http from 'node:http';
import { join } from 'node:path';
import { refuse } from '../git/exchange';
import { runGit } from '../git/runGit';
import { Forge, ORGANIZATION } from './Forge';
import { FORGE_PATH, serveForge } from './serveForge';

/** What somebody needs to know of the forge. */
export interface ForgeFacts {
  url: string;
  /** The organization that new services are in. */
  org: string;
  /** Password of whatever user, or bearer token. */
  token: string;
}

/** The forge as it runs; without Git it answers that there is none. */
export interface RunningForge {
  forge?: Forge;
  /** `OWNER/NAME` of each repository. */
  names(): Promise<string[]>;
  factsAt(controlUrl: string): ForgeFacts | undefined;
  serve(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the forge.
 * @param options.directory - folder of the state; without it everything is temporary
 */
export async function startForge(options: {
  directory?: string;
  token: string;
  now(): number;
}): Promise<RunningForge> {
  const { directory, token, now } = options;
  const hasGit = await runGit('.', ['--version']).then(
    () => true,
    () => false,
  );
  if (!hasGit) {
    return {
      names: async () => [],
      factsAt: () => undefined,
      serve: async (_, response) => refuse(response, 503),
      close: async () => undefined,
    };
  }
  const forge = await Forge.open({
    ...(directory && { directory: join(directory, 'forge') }),
    now,
  });
  return {
    forge,
    names: async () =>
      (await forge.repositories()).map(
        ({ facts }) => `${facts.owner}/${facts.name}`,
      ),
    factsAt: controlUrl => ({
      url: `${controlUrl}${FORGE_PATH}`,
      org: ORGANIZATION,
      token,
    }),
    serve: (request, response) =>
      serveForge({ forge, token }, request, response),
    close: () => forge.close(),
  };
}
