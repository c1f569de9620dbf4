import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEMPLATES } from '../../tester/templateFolder';
import { run } from '../../tools/run';

/** What CI must have may be absent on a person's machine. */
const required = process.env.CI !== undefined;

/** Packages without a pinned version, because Python or the platform decides which fits. */
const UNPINNED = ['sqlalchemy[asyncio]', 'setuptools>=69'];

/** Two small packages of Celery's command line, which some indexes lack and Debian has. */
const FROM_DEBIAN = {
  folder: '/usr/lib/python3/dist-packages',
  names: /^click_(?:didyoumean|repl)/,
  packages: ['click-didyoumean', 'click-repl'],
};

const INSTALL_MS = 600_000;

/** Asked of a Python: whether it is new enough and can make virtual environments. */
const FITS = 'import sys, venv; sys.exit(sys.version_info < (3, 11, 3))';

/** The first Python that the emitted code runs on, 3.11.3 or newer: what TEXTLOOM_PYTHON names, or one of the PATH. */
export function findPython(
  { PATH = '', TEXTLOOM_PYTHON }: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const candidates = [
    ...(TEXTLOOM_PYTHON ? [TEXTLOOM_PYTHON] : []),
    ...PATH.split(delimiter).flatMap(folder =>
      ['python3.12', 'python3.11', 'python3'].map(name => join(folder, name)),
    ),
  ];
  return candidates.find(
    python =>
      existsSync(python) && spawnSync(python, ['-c', FITS]).status === 0,
  );
}

/**
 * Folder of programs (python, pytest, ruff …) of a virtual environment with
 * everything that emitted Python code may need. It is made once and kept in
 * the user's cache, by the versions that the templates pin.
 *
 * @throws when there is no fitting Python, or a package cannot be had
 */
export async function virtualEnvironment(): Promise<string> {
  const python = findPython();
  if (!python) {
    throw new Error('Install Python 3.11.3 or newer with its module venv');
  }
  const constraints = await pinned();
  const key = createHash('sha256')
    .update(JSON.stringify([python, constraints, UNPINNED]))
    .digest('hex')
    .slice(0, 12);
  const cache = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'textloom-templates',
  );
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const folder = join(cache, `python-${key}`);
  await once(folder, () => create(python, folder, constraints));
  return join(folder, 'bin');
}

/** Every package that the templates pin, whatever the answers. */
async function pinned(): Promise<string[]> {
  const file = join(TEMPLATES, 'parts/python/constraints.txt.njk');
  return (await readFile(file, 'utf8'))
    .split('\n')
    .filter(line => /^[a-z0-9-]+==[\w.]+$/.test(line));
}

async function create(
  python: string,
  folder: string,
  constraints: readonly string[],
) {
  await succeeds(python, ['-m', 'venv', folder]);
  // Some indexes lack packages, which is not worth minutes of asking again.
  const env = { PIP_RETRIES: '1', PIP_TIMEOUT: '15', ...process.env };
  const pip = (packages: readonly string[]) =>
    run(
      join(folder, 'bin/pip'),
      ['install', '--quiet', '--disable-pip-version-check', ...packages],
      { env, timeoutMs: INSTALL_MS },
    );
  const missing = await pip(['--no-deps', ...FROM_DEBIAN.packages]);
  if (missing.code !== 0) {
    await borrowFromDebian(folder);
  }
  const { code, stderr } = await pip([...constraints, ...UNPINNED]);
  if (code !== 0) {
    throw new Error(`The packages of Python cannot be had: ${stderr}`);
  }
}

async function borrowFromDebian(folder: string) {
  const borrowed = join(folder, 'debian');
  await mkdir(borrowed);
  const names = existsSync(FROM_DEBIAN.folder)
    ? await readdir(FROM_DEBIAN.folder)
    : [];
  for (const name of names.filter(one => FROM_DEBIAN.names.test(one))) {
    await symlink(join(FROM_DEBIAN.folder, name), join(borrowed, name));
  }
  const [library] = await readdir(join(folder, 'lib'));
  await writeFile(
    join(folder, 'lib', library, 'site-packages/debian.pth'),
    `${borrowed}\n`,
  );
}

async function succeeds(program: string, args: readonly string[]) {
  const { code, stderr } = await run(program, args, { timeoutMs: INSTALL_MS });
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  }
}

/** Makes a folder once, although several test processes want it at the same time. */
async function once(folder: string, make: () => Promise<void>) {
  const ready = join(folder, 'ready');
  const lock = `${folder}.lock`;
  while (!existsSync(ready)) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (mine) {
      try {
        await rm(folder, { recursive: true, force: true });
        await make();
        await writeFile(`${ready}.new`, '');
        await rename(`${ready}.new`, ready);
      } finally {
        await rm(lock, { recursive: true });
      }
    } else {
      await breakIfOld(lock);
      await sleep(500);
    }
  }
}

/** A process that was killed has left its lock. */
async function breakIfOld(lock: string) {
  const made = await stat(lock).catch(() => undefined);
  if (made && Date.now() - made.mtimeMs > INSTALL_MS) {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Whether emitted Python is run: where there is a fitting Python, or where there has to be one. */
export function runsPython(): boolean {
  return required || findPython() !== undefined;
}
