import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StepName, Verification } from '@textloom/plugin-restore-drills-common';
import { endProcesses, findProcesses } from '../../adapters/process';
import { DrillContext, DrillDriver, Leftover } from '../../service/ports';

/** A line of the journal: which process was in which step. */
export interface Stay {
  step: StepName;
  pid: number;
  what: 'enters' | 'leaves';
}

const check = (name: string, ok: boolean): Verification => ({
  name,
  state: ok ? 'passed' : 'failed',
  blocking: true,
  method: 'compared with the source',
});

/** Restores a folder of files, and starts a process on them that outlives the one that has started it. */
export class FileDriver implements DrillDriver {
  readonly #source: string;
  readonly #workDirectory: string;
  readonly #journal: string;
  readonly #within: (step: StepName) => void;

  /** @param within - called in the middle of each step. */
  constructor(options: {
    source: string;
    workDirectory: string;
    journal: string;
    within: (step: StepName) => void;
  }) {
    this.#source = options.source;
    this.#workDirectory = options.workDirectory;
    this.#journal = options.journal;
    this.#within = options.within;
  }

  probe() {
    return this.#stay('probe', async () => ({
      tools: [],
      missing: [],
      sourceIdentity: 'files',
      sourceVersion: '1',
      neededBytes: 1,
      freeBytes: 2,
    }));
  }

  freeze({ now }: DrillContext) {
    return this.#stay('freeze', async () => ({
      failedAt: now(),
      backup: { id: 'files', completedAt: now(), bytes: 30 },
      archive: [],
    }));
  }

  plan() {
    return this.#stay('plan', async () => ({
      commands: ['cp', 'tail'],
      backup: { id: 'files', completedAt: 1, bytes: 30 },
      archiveFiles: 0,
      archiveBytes: 0,
      checks: ['content-hash'],
      refusals: [],
    }));
  }

  provision({ directory, drill }: DrillContext) {
    return this.#stay('provision', async () => {
      await rm(directory, { recursive: true, force: true });
      await mkdir(directory);
      await writeFile(join(directory, 'drill.json'), JSON.stringify({ drill }));
      return { dataDirectory: join(directory, 'data') };
    });
  }

  restore({ directory, progress }: DrillContext) {
    return this.#stay('restore', async () => {
      const data = join(directory, 'data');
      await rm(data, { recursive: true, force: true });
      await cp(this.#source, data, { recursive: true });
      progress(30, 30);
      return { files: 3 };
    });
  }

  recover({ directory }: DrillContext) {
    return this.#stay('recover', async () => {
      await endProcesses(directory);
      const child = spawn('tail', ['-f', join(directory, 'data', 'a')], {
        detached: true,
        stdio: 'ignore',
      });
      child.unref();
      return { started: 1 };
    });
  }

  verify({ directory }: DrillContext) {
    return this.#stay('verify', async () => {
      const names = await readdir(this.#source);
      const same = await Promise.all(
        names.map(async name => {
          const [one, other] = await Promise.all(
            [this.#source, join(directory, 'data')].map(folder =>
              readFile(join(folder, name), 'utf8'),
            ),
          );
          return one === other;
        }),
      );
      return [check('content-hash', same.every(Boolean))];
    });
  }

  smoke({ directory }: DrillContext) {
    return this.#stay('smoke', async () => {
      const running = await findProcesses(directory);
      return check('smoke', running.length === 1);
    });
  }

  markers() {
    return this.#stay('measure', async () => ({ min: 1, max: 9, count: 9 }));
  }

  teardown({ directory, drill }: Pick<DrillContext, 'directory' | 'drill'>) {
    return this.#stay('teardown', async () => {
      await endProcesses(directory);
      await rm(directory, { recursive: true, force: true });
      return [`folder ${drill}`];
    });
  }

  async leftovers(): Promise<Leftover[]> {
    return this.#stay('sweep', async () => {
      const names = await readdir(this.#workDirectory);
      return names.map(drill => ({
        drill,
        what: `folder ${drill}`,
        remove: async () => {
          const path = join(this.#workDirectory, drill);
          await endProcesses(path);
          await rm(path, { recursive: true, force: true });
        },
      }));
    });
  }

  /** What is written at once stands even when the process is killed right after. */
  async #stay<T>(step: StepName, act: () => Promise<T>): Promise<T> {
    const write = (what: Stay['what']) =>
      appendFileSync(
        this.#journal,
        `${JSON.stringify({ step, pid: process.pid, what })}\n`,
      );
    write('enters');
    const result = await act();
    this.#within(step);
    write('leaves');
    return result;
  }
}
