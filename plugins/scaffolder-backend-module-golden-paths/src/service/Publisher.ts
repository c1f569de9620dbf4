import { ConflictError } from '@backstage/errors';
import {
  Identity,
  TASK_TRAILER,
  TemporaryRepository,
} from '../adapters/git/TemporaryRepository';
import { Forge, RepositoryName } from './Forge';

/** What is published. */
export interface Publication {
  forge: Forge;
  name: RepositoryName;
  /** Folder whose files become the first commit. */
  workspace: string;
  description: string;
  branch: string;
  isPrivate: boolean;
  /** First line of the commit. */
  subject: string;
  taskId: string;
  author: Identity;
  /** Milliseconds since the epoch. */
  now: number;
}

const taken = ({ owner, repo }: RepositoryName) =>
  new ConflictError(
    `${owner}/${repo} exists already and holds something else. Nothing was made; choose another name`,
  );

/**
 * Whether a repository may be made: it is not there, or it already holds exactly what would be published.
 * @throws ConflictError when the name is taken.
 */
export async function assertFree(publication: Publication): Promise<void> {
  const { forge, name, branch, workspace } = publication;
  const existing = await forge.find(name);
  if (!existing) {
    return;
  }
  const same = await withRepository(publication, async repository => {
    const head = await repository.fetch(branch, true);
    return (
      head !== undefined &&
      (await repository.tree(head)) === (await repository.snapshot(workspace))
    );
  });
  if (!same) {
    throw taken(name);
  }
}

/**
 * Makes the repository; it is there once, however often this is tried.
 * @returns whether it was made now.
 * @throws ConflictError when the name is taken.
 */
export async function createRepository(
  publication: Publication,
): Promise<boolean> {
  const { forge, name, description, branch, isPrivate } = publication;
  await assertFree(publication);
  if (await forge.find(name)) {
    return false;
  }
  await forge.create(name, { description, defaultBranch: branch, isPrivate });
  return true;
}

/**
 * Pushes the first commit unless the branch already holds the same files.
 * A repository that `made` tells to be this task's own does not stay behind empty when that fails.
 * @returns the commit.
 */
export async function pushFirstCommit(
  publication: Publication,
  made: boolean,
): Promise<string> {
  const { forge, name, description, branch, isPrivate } = publication;
  try {
    if (made && !(await forge.find(name))) {
      // An earlier try has taken it away again.
      await forge.create(name, {
        description,
        defaultBranch: branch,
        isPrivate,
      });
    }
    return await withRepository(publication, repository =>
      push(repository, publication),
    );
  } catch (error) {
    if (made && (await forge.find(name))?.empty) {
      await forge.remove(name);
    }
    throw error;
  }
}

async function push(
  repository: TemporaryRepository,
  publication: Publication,
): Promise<string> {
  const { workspace, branch, subject, taskId, author, now, name } = publication;
  const tree = await repository.snapshot(workspace);
  const head = await repository.fetch(branch, true);
  if (head !== undefined) {
    if ((await repository.tree(head)) !== tree) {
      throw taken(name);
    }
    return head;
  }
  const commit = await repository.commit({
    tree,
    message: `${subject}\n\n${TASK_TRAILER}: ${taskId}\n`,
    author,
    at: now,
  });
  if (!(await repository.push(commit, branch, undefined))) {
    throw new ConflictError(
      `Somebody else has pushed to ${name.owner}/${name.repo} meanwhile`,
    );
  }
  return commit;
}

function withRepository<T>(
  { forge, name }: Publication,
  work: (repository: TemporaryRepository) => Promise<T>,
): Promise<T> {
  return TemporaryRepository.use(
    { url: forge.cloneUrl(name), token: forge.token },
    work,
  );
}
