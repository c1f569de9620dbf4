import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GIT_PATH, GitopsRepository, serveGit } from '@textloom/sandbox';

type Seed = Parameters<typeof GitopsRepository.open>[0]['seed'];

/** A new repository, served through `git http-backend` to whoever has the token. */
export async function serveRepository(token: string, seed: Seed) {
  const repository = await GitopsRepository.open({
    seed,
    at: Date.now(),
  });
  const server = createServer((request, response) => {
    serveGit(
      { root: repository.root, token, onPush: async () => undefined },
      request,
      response,
    ).catch(() => response.destroy());
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    repository,
    url: `http://127.0.0.1:${port}${GIT_PATH}`,
    git: async (...args: string[]) => {
      const directory = join(repository.root, 'gitops.git');
      const { stdout } = await promisify(execFile)('git', [
        '--git-dir',
        directory,
        ...args,
      ]);
      return stdout.trim();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
      await repository.close();
    },
  };
}
