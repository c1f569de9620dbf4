import { ConflictError, InputError } from '@backstage/errors';
import {
  Identity,
  Remote,
  TASK_TRAILER,
  TemporaryRepository,
} from '../adapters/git/TemporaryRepository';
import { Charts } from './Charts';
import { Environment } from '../domain/environments';
import { objectFiles } from './objectFiles';

/** Somebody else may be faster; then the commit is made again on top of theirs. */
const TRIES = 5;

/** The repository that the clusters follow. */
export interface GitOps {
  remote(): Promise<Remote>;
  branch: string;
  author: Identity;
  /** Whether it holds objects, which can be delivered, or charts. */
  renderer: 'directory' | 'helm';
  /** Folder of a service in an environment. */
  folderOf(environment: string, service: string): string;
}

/**
 * The repository that objects can be delivered to.
 * @throws InputError when there is none, or when it holds charts: they are their owners' to begin with.
 */
export function deliverableTo(gitOps: GitOps | undefined): GitOps {
  if (!gitOps) {
    throw new InputError(
      'No repository is configured under deployments.gitops, so nothing can be delivered',
    );
  }
  if (gitOps.renderer === 'helm') {
    throw new InputError(
      'The GitOps repository holds charts (deployments.gitops.renderer: helm), and objects are delivered only with renderer: directory. Leave out the step textloom:deliver, and add the chart by a pull request',
    );
  }
  return gitOps;
}

/** What is delivered. */
export interface Deliverable {
  workspace: string;
  service: string;
  environments: readonly Environment[];
  taskId: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Files of every environment, by path in the GitOps repository. */
export async function renderFolders(
  { workspace, service, environments }: Deliverable,
  { charts, gitOps }: { charts: Charts; gitOps: GitOps },
): Promise<Map<string, Map<string, string>>> {
  const folders = new Map<string, Map<string, string>>();
  for (const environment of environments) {
    const documents = await charts
      .render(workspace, service, environment)
      .catch(error => {
        throw error instanceof Error && error.name !== 'ServiceUnavailableError'
          ? new InputError(
              `The chart of ${service} cannot be rendered for ${environment.name}: ${error.message}`,
            )
          : error;
      });
    folders.set(
      gitOps.folderOf(environment.name, service),
      objectFiles(documents.map(({ text }) => text)),
    );
  }
  return folders;
}

/**
 * Commits the folders of a service in one commit; nothing when they are there already with the same files.
 * @returns the commit that holds them.
 * @throws ConflictError when a folder is there with other files: it belongs to somebody.
 */
export async function deliver(
  deliverable: Deliverable,
  gitOps: GitOps,
  folders: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<{ commit: string; changed: boolean }> {
  return TemporaryRepository.use(await gitOps.remote(), async repository => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = await repository.fetch(gitOps.branch, true);
      if (head === undefined) {
        throw new InputError(
          `The GitOps repository has no branch ${gitOps.branch}`,
        );
      }
      const commit = await commitOn(repository, head, {
        deliverable,
        gitOps,
        folders,
      });
      if (commit === undefined) {
        return { commit: head, changed: false };
      }
      if (await repository.push(commit, gitOps.branch, head)) {
        return { commit, changed: true };
      }
    }
    throw new ConflictError(
      'The GitOps repository changes too often to be written to; try again',
    );
  });
}

async function commitOn(
  repository: TemporaryRepository,
  head: string,
  input: {
    deliverable: Deliverable;
    gitOps: GitOps;
    folders: ReadonlyMap<string, ReadonlyMap<string, string>>;
  },
): Promise<string | undefined> {
  const { deliverable, gitOps, folders } = input;
  const { service, environments, taskId, now } = deliverable;
  const files = new Map(
    [...folders].flatMap(([folder, inside]) =>
      [...inside].map(([name, text]) => [`${folder}/${name}`, text] as const),
    ),
  );
  const tree = await repository.change(head, files);
  for (const folder of folders.keys()) {
    const before = await repository.tree(head, folder);
    if (
      before !== undefined &&
      before !== (await repository.tree(tree, folder))
    ) {
      throw new ConflictError(
        `${folder} is in the GitOps repository already, with other files; nothing was delivered. Choose another name, or remove the folder`,
      );
    }
  }
  if (tree === (await repository.tree(head))) {
    return undefined;
  }
  const where = environments.map(({ name }) => name).join(', ');
  return repository.commit({
    tree,
    parent: head,
    message: `feat(${service}): begin in ${where}\n\n${TASK_TRAILER}: ${taskId}\n`,
    author: gitOps.author,
    at: now,
  });
}
