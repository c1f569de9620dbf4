import { Files, GitOpsRepository, HeadMovedError } from '../../service/ports';

interface Commit {
  id: string;
  parent: string;
  files: Files;
  message: string;
}

/** A branch in memory. */
export class FakeRepository implements GitOpsRepository {
  readonly commits: Commit[] = [];
  /** Runs before a commit is taken: others may move the branch then. */
  beforeCommit: () => void = () => {};

  constructor(files: Record<string, string>) {
    this.push(files, 'Begin');
  }

  /** Somebody else's commit. */
  push(files: Record<string, string>, message: string): string {
    const last = this.commits.at(-1);
    const id = `${this.commits.length + 1}`.padStart(40, '0');
    this.commits.push({
      id,
      parent: last?.id ?? '',
      files: new Map([...(last?.files ?? []), ...Object.entries(files)]),
      message,
    });
    return id;
  }

  async head(): Promise<string> {
    return this.commits.at(-1)?.id ?? '';
  }

  async read(commit: string, folder: string): Promise<Files> {
    return this.filesOf(commit, folder);
  }

  filesOf(commit: string, folder: string): Files {
    const found = this.commits.find(({ id }) => id === commit);
    return new Map(
      [...(found?.files ?? [])].filter(([path]) =>
        path.startsWith(`${folder}/`),
      ),
    );
  }

  async commit(change: {
    expectedHead: string;
    files: Files;
    message: string;
  }): Promise<string> {
    this.beforeCommit();
    const head = await this.head();
    if (head !== change.expectedHead) {
      throw new HeadMovedError(head);
    }
    return this.push(Object.fromEntries(change.files), change.message);
  }

  async find(trailer: {
    name: string;
    value: string;
  }): Promise<string | undefined> {
    return this.commits.findLast(({ message }) =>
      message.split('\n').includes(`${trailer.name}: ${trailer.value}`),
    )?.id;
  }

  async parent(commit: string): Promise<string> {
    return this.commits.find(({ id }) => id === commit)?.parent ?? '';
  }
}
