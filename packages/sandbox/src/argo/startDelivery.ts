import http from 'node:http';
import { Gitops } from '../git/Gitops';
import { GitopsRepository } from '../git/GitopsRepository';
import { GIT_PATH, serveGit } from '../git/httpBackend';
import { KubeObject } from '../kubernetes/types';
import { ClusterWorld } from '../world/world';
import { installArgo } from './install';
import { KeptRollouts } from './KeptRollouts';
import { restoring } from './restore';
import { seedFiles } from './seed';
import { underWay } from './underWay';

const POLL_MS = 1_000;

/** The repository, and what has the clusters follow it. */
interface RunningDelivery {
  /** Gives an object the form that the repository holds. */
  adjust(object: KubeObject): KubeObject | undefined;
  /** Begins rollouts again that were under way; absent where none were. */
  resume?(world: ClusterWorld): void;
  /** Keeps how far rollouts are. */
  keep(worlds: readonly ClusterWorld[]): void;
  serve(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void>;
  /** @param url - where the repository is served */
  install(world: ClusterWorld, url: string): void;
  /** Undefined without Git. */
  repository?: Pick<GitopsRepository, 'head' | 'read'>;
  close(): Promise<void>;
}

const WITHOUT_GIT: RunningDelivery = {
  adjust: object => object,
  serve: async (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain' });
    response.end('Git is not installed\n');
  },
  install: () => undefined,
  keep: () => undefined,
  close: async () => undefined,
};

/** Opens the repository and looks each second whether it has changed. Without Git there is none. */
export async function startDelivery(options: {
  directory?: string;
  token: string;
  now(): number;
  onChange(): void;
}): Promise<RunningDelivery> {
  const repository = await GitopsRepository.open({
    directory: options.directory,
    seed: seedFiles(),
    at: options.now(),
  }).catch(error => {
    if (error?.code === 'ENOENT' && error.syscall === 'spawn git') {
      return undefined;
    }
    throw error;
  });
  if (!repository) {
    process.stderr.write('Git is not installed: nothing can be deployed\n');
    return WITHOUT_GIT;
  }
  const gitops = new Gitops(repository, options.onChange);
  await gitops.refresh();
  const head = gitops.latest();
  const kept = new KeptRollouts(options.directory);
  const timer = setInterval(() => {
    // It is looked at again in a second.
    gitops.refresh().catch(() => undefined);
  }, POLL_MS);
  return {
    repository,
    ...(head ? restoring(head, kept.read()) : { adjust: WITHOUT_GIT.adjust }),
    keep: worlds => kept.write(Object.assign({}, ...worlds.map(underWay))),
    serve: (request, response) =>
      serveGit(
        {
          root: repository.root,
          token: options.token,
          onPush: () => gitops.refresh(),
        },
        request,
        response,
      ),
    install: (world, url) =>
      installArgo(world, { gitops, repoUrl: `${url}${GIT_PATH}` }),
    close: () => {
      clearInterval(timer);
      return repository.close();
    },
  };
}
