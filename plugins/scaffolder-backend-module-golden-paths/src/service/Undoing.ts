import { ConflictError } from '@backstage/errors';
import {
  TASK_TRAILER,
  TemporaryRepository,
} from '../adapters/git/TemporaryRepository';
import { GitOps } from './Delivery';
import { Forge, RepositoryName } from './Forge';

const TRIES = 5;

/** What became of something that a task may have made. */
export interface Undone {
  what: string;
  /** `left` is not the task's own, or no longer only its own. */
  outcome: 'removed' | 'absent' | 'left';
  why?: string;
}

/**
 * Removes a repository when all that is in it is the first commit of the task, which its trailer tells.
 */
export async function undoRepository(
  { forge, name }: { forge: Forge; name: RepositoryName },
  taskId: string,
): Promise<Undone> {
  const what = `repository ${name.owner}/${name.repo}`;
  const existing = await forge.find(name);
  if (!existing) {
    return { what, outcome: 'absent' };
  }
  const changes = await TemporaryRepository.use(
    { url: forge.cloneUrl(name), token: forge.token },
    async repository => {
      const head = await repository.fetch(existing.defaultBranch, false);
      return head === undefined ? [] : repository.changes(head);
    },
  );
  const why = reasonToLeave(changes, taskId);
  if (why) {
    return { what, outcome: 'left', why };
  }
  await forge.remove(name);
  return { what, outcome: 'removed' };
}

/** Removes the folders of a service that only the task has touched, in one commit. */
export async function undoFolders(
  service: string,
  environments: readonly string[],
  options: { gitOps: GitOps; taskId: string; now: number },
): Promise<Undone[]> {
  const { gitOps, taskId, now } = options;
  return TemporaryRepository.use(await gitOps.remote(), async repository => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = await repository.fetch(gitOps.branch, false);
      const undone = await Promise.all(
        environments.map(environment =>
          judgeFolder(
            repository,
            head,
            gitOps.folderOf(environment, service),
            taskId,
          ),
        ),
      );
      const mine = undone.filter(({ outcome }) => outcome === 'removed');
      if (head === undefined || mine.length === 0) {
        return undone;
      }
      const tree = await repository.change(
        head,
        new Map(mine.map(({ what }) => [what, null])),
      );
      const commit = await repository.commit({
        tree,
        parent: head,
        message: `revert(${service}): take back what could not be completed\n\n${TASK_TRAILER}: ${taskId}\n`,
        author: gitOps.author,
        at: now,
      });
      if (await repository.push(commit, gitOps.branch, head)) {
        return undone;
      }
    }
    throw new ConflictError(
      'The GitOps repository changes too often to be written to',
    );
  });
}

async function judgeFolder(
  repository: TemporaryRepository,
  head: string | undefined,
  what: string,
  taskId: string,
): Promise<Undone> {
  if (head === undefined || !(await repository.tree(head, what))) {
    return { what, outcome: 'absent' };
  }
  const why = reasonToLeave(await repository.changes(head, what), taskId);
  return why ? { what, outcome: 'left', why } : { what, outcome: 'removed' };
}

function reasonToLeave(
  changes: readonly { task?: string }[],
  taskId: string,
): string | undefined {
  if (changes.length === 0) {
    return 'it is empty, so it is not known who made it';
  }
  if (!changes.some(({ task }) => task === taskId)) {
    return 'it was not made by this task';
  }
  return changes.every(({ task }) => task === taskId)
    ? undefined
    : 'somebody has changed it since';
}
