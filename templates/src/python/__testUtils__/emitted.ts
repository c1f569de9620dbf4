import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from '../../covering/parameterSpace';
import { renderTemplate } from '../../tester/renderTemplate';
import { Ended, run } from '../../tools/run';
import { virtualEnvironment } from './virtualEnvironment';

const COMMON = {
  title: `It's "video" #1: 视频`,
  description: 'Finds the "videos" of a tenant: #1',
  owner: 'group:default/video-platform',
};

/** An emitted Python repository, and the tools that its Makefile would install. */
export interface EmittedPython {
  readonly folder: string;
  readonly name: string;
  readonly module: string;
  readonly files: ReadonlyMap<string, string>;
  /** Runs a tool of the virtual environment in the repository. */
  tool(name: string, ...args: string[]): Promise<Ended>;
  remove(): Promise<void>;
}

/** Emits a repository into a new folder. */
export async function emit(
  slug: 'api-service' | 'worker',
  name: string,
  answers: Answers,
): Promise<EmittedPython> {
  const bin = await virtualEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'textloom-python-'));
  const repoUrl = `github.com?owner=textloom&repo=${name}`;
  const { files } = await renderTemplate({
    slug,
    parameters: { ...COMMON, name, repoUrl, ...answers },
    folder,
  });
  const module = [...files.keys()]
    .map(path => /^src\/(\w+)\/__init__\.py$/.exec(path)?.[1])
    .find(Boolean);
  if (!module) {
    throw new Error('No package of Python was emitted');
  }
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder,
    PYTHONDONTWRITEBYTECODE: '1',
    // What it knows of the packages is the same for all repositories.
    MYPY_CACHE_DIR: join(bin, '..', 'mypy-cache'),
  };
  return {
    folder,
    name,
    module,
    files,
    tool: (tool, ...args) =>
      run(join(bin, tool), args, { cwd: folder, env, timeoutMs: 240_000 }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
