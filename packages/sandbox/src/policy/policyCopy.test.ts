import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PolicyCopy, PolicyFreeze } from './PolicyCopy';

const FREEZE: PolicyFreeze = {
  name: 'Change freeze in prod',
  reason: 'An incident is being looked into',
  environments: ['prod'],
  from: Date.parse('2026-11-25T10:00:00Z'),
  to: Date.parse('2026-11-25T14:00:00Z'),
};
const WRITTEN = {
  name: 'Change freeze in prod',
  reason: 'An incident is being looked into',
  environments: ['prod'],
  from: '2026-11-25T10:00:00Z',
  to: '2026-11-25T14:00:00Z',
};

let folder: string;
let source: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-copy-test-'));
  source = join(folder, 'policy.yaml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function copyOf(text: string) {
  await writeFile(source, text);
  const copy = new PolicyCopy({ source, directory: join(folder, 'state') });
  return { copy, read: () => readFile(copy.path, 'utf8') };
}

it('is the file letter by letter, and never writes to it', async () => {
  const text = '# Who may let what run\nfreezes:   []\n';
  const { copy, read } = await copyOf(text);
  expect(await read()).toBe(text);
  copy.freeze(FREEZE);
  expect(await read()).not.toBe(text);
  copy.thaw(FREEZE.name);
  expect(await read()).toBe(text);
  expect(await readFile(source, 'utf8')).toBe(text);
});

it.each([
  ['no freezes', 'environments: []\n', []],
  ['an empty list', 'freezes: []\n', []],
  ['nothing in its place', 'freezes:\n', []],
  [
    'one of its own',
    'freezes:\n  - name: Weekend # ours\n',
    [{ name: 'Weekend' }],
  ],
])('adds a freeze to a file with %s', async (_, text, before) => {
  const { copy, read } = await copyOf(text);
  copy.freeze(FREEZE);
  copy.freeze(FREEZE);
  expect(parse(await read()).freezes).toEqual([...before, WRITTEN]);
});

it('holds the freezes of several, and ends one at a time', async () => {
  const { copy, read } = await copyOf('freezes: []\n');
  const other = {
    ...FREEZE,
    name: 'Change freeze in dev',
    environments: ['dev'],
  };
  copy.freeze(FREEZE);
  copy.freeze(other);
  copy.thaw(FREEZE.name);
  expect(parse(await read()).freezes).toMatchObject([
    { name: 'Change freeze in dev' },
  ]);
});

it('hands changes of the file on, also in a freeze and also broken ones', async () => {
  const { copy, read } = await copyOf('freezes: []\n');
  copy.freeze(FREEZE);
  await writeFile(source, 'defaults: { soak: 1m }\nfreezes: []\n');
  copy.refresh();
  expect(parse(await read())).toEqual({
    defaults: { soak: '1m' },
    freezes: [WRITTEN],
  });
  await writeFile(source, 'freezes: [\n');
  copy.refresh();
  expect(await read()).toBe('freezes: [\n');
});

it('stays as it was while the file is away, and asks for it when it starts', async () => {
  const { copy, read } = await copyOf('freezes: []\n');
  await rm(source);
  copy.refresh();
  expect(await read()).toBe('freezes: []\n');
  expect(() => new PolicyCopy({ source, directory: folder })).toThrow('ENOENT');
});
