import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newContext, Step } from '../../__testUtils__/drills';
import { aLatestPlan, aServerStore } from '../postgres/__testUtils__/world';
import { ProblemCode } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillDriver, DrillProblem } from '../../service/ports';
import { childEnvironment, spawnServer } from '../process';
import { guarded } from './guarded';
import { SourcePlaces } from './Places';
import { writeTag } from './tag';

const [MOUNT, UMOUNT] = ['mount', 'umount'];
const ALL: readonly Step[] = [
  'probe',
  'freeze',
  'plan',
  'provision',
  'restore',
  'recover',
  'verify',
  'smoke',
  'markers',
];
const TOUCHING: readonly Step[] = [
  'restore',
  'recover',
  'verify',
  'smoke',
  'markers',
];

let root: string;
let work: string;
let source: string;
let places: SourcePlaces;
let facts: Record<string, string>;
let called: string[];
let driver: DrillDriver;
const store = aServerStore('postgres');
const plan = aLatestPlan(store);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'guard-'));
  work = join(root, 'work');
  source = join(root, 'source');
  await mkdir(work);
  await mkdir(join(source, 'data'), { recursive: true });
  places = { directories: [join(source, 'data')], addresses: ['db:5432'] };
  facts = {};
  called = [];
  driver = guarded(fake(), {
    store: store.id,
    workDirectory: work,
    source: async () => places,
  });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Notes what it is asked, and does nothing. */
function fake(): DrillDriver {
  const note =
    <T>(name: string, answer: () => T) =>
    async () => {
      called.push(name);
      return answer();
    };
  return {
    probe: note('probe', () => ({} as never)),
    freeze: note('freeze', () => ({} as never)),
    plan: note('plan', () => ({} as never)),
    provision: note('provision', () => facts),
    restore: note('restore', () => facts),
    recover: note('recover', () => facts),
    verify: note('verify', () => []),
    smoke: note('smoke', () => ({} as never)),
    markers: note('markers', () => undefined),
    teardown: note('teardown', () => ['what the driver removed']),
    leftovers: note('leftovers', () => []),
  };
}

const aContext = (overrides: Partial<DrillContext> = {}) =>
  newContext({ store, plan, workDirectory: work }, overrides);

/** With which code an act was refused, and what the driver was asked all the same. */
async function refusalOf(
  act: Promise<unknown>,
): Promise<{ code?: string; called: string[] }> {
  const error = await act.then(
    () => undefined,
    ({ problem }: DrillProblem) => problem,
  );
  return { code: error?.code, called };
}

const refused = (code: ProblemCode) => ({ code, called: [] });

describe.each(ALL)('guarded: %s', step => {
  const ask = (context: DrillContext): Promise<unknown> =>
    driver[step](context);

  it.each<[string, (context: DrillContext) => string]>([
    ['of another name', () => join(work, 'other')],
    ['of another drill', () => join(work, 'drill-ffffffff')],
    ['elsewhere', ({ drill }) => join(root, drill)],
    ['deeper', ({ drill }) => join(work, 'deep', drill)],
    ['with ..', ({ drill }) => `${work}/../work/${drill}`],
    ['that is relative', ({ drill }) => drill],
    ['that ends in a slash', ({ drill }) => `${join(work, drill)}/`],
  ])('refuses a folder %s', async (_, directoryOf) => {
    const context = aContext();
    expect(
      await refusalOf(ask({ ...context, directory: directoryOf(context) })),
    ).toEqual(refused('invalid-target'));
  });

  it.each(['drill-1234', 'drill-DEADBEEF', 'drill-00c0ffee2', '..', ''])(
    'refuses the drill %j',
    async drill => {
      expect(await refusalOf(ask(aContext({ drill })))).toEqual(
        refused('invalid-target'),
      );
    },
  );

  it('refuses a link to the source in place of the folder', async () => {
    const context = aContext();
    await symlink(join(source, 'data'), context.directory);
    expect(await refusalOf(ask(context))).toEqual(refused('invalid-target'));
  });

  it('refuses a work directory that is a link into the source', async () => {
    await rm(work, { recursive: true });
    await symlink(join(source, 'data'), work);
    expect(await refusalOf(ask(aContext()))).toEqual(refused('aliases-source'));
  });

  it.each<[string, (directory: string) => string]>([
    ['the folder itself', directory => directory],
    ['within it', directory => join(directory, 'data')],
    ['around it', () => work],
    ['the root', () => '/'],
    [
      'a roundabout way to it',
      directory => `${work}/../work/${directory.slice(work.length + 1)}`,
    ],
  ])('refuses a source that is %s', async (_, sourceOf) => {
    const context = aContext();
    places = { ...places, directories: [sourceOf(context.directory)] };
    expect(await refusalOf(ask(context))).toEqual(refused('aliases-source'));
  });

  it('refuses a folder that the source reaches by a link', async () => {
    const context = aContext();
    await mkdir(context.directory);
    const link = join(root, 'link');
    await symlink(context.directory, link);
    places = { ...places, directories: [link] };
    expect(await refusalOf(ask(context))).toEqual(refused('aliases-source'));
  });

  it('refuses a target at the address of the source', async () => {
    const target = { address: 'db:5432' };
    expect(await refusalOf(ask(aContext({ target })))).toEqual(
      refused('aliases-source'),
    );
  });

  it.each<[string, () => string]>([
    ['the source', () => join(source, 'data')],
    ['within the source', () => join(source, 'data', 'base')],
  ])('refuses a data directory that is %s', async (_, dataOf) => {
    const target = { dataDirectory: dataOf() };
    expect(await refusalOf(ask(aContext({ target })))).toEqual(
      refused('aliases-source'),
    );
  });

  it('refuses a data directory outside of the folder', async () => {
    const target = { dataDirectory: join(root, 'elsewhere') };
    expect(await refusalOf(ask(aContext({ target })))).toEqual(
      refused('invalid-target'),
    );
  });

  it('does nothing when it was cancelled before', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(ask(aContext({ signal }))).rejects.toThrow('cancelled');
    expect(called).toEqual([]);
  });
});

describe.each(TOUCHING)('guarded: %s', step => {
  const tag = { createdAt: 0, expiresAt: 1 };

  it('refuses a folder that is not there', async () => {
    expect(await refusalOf(driver[step](aContext()))).toEqual(
      refused('invalid-target'),
    );
  });

  it.each([
    ['no tag', undefined],
    ['the tag of another drill', { drill: 'drill-00000000', store: store.id }],
    ['the tag of another store', { store: 'another' }],
  ])('refuses a folder with %s', async (_, differs) => {
    const context = aContext();
    await mkdir(context.directory);
    if (differs) {
      await writeTag(context.directory, {
        drill: context.drill,
        ...tag,
        ...differs,
      } as never);
    }
    expect(await refusalOf(driver[step](context))).toEqual(
      refused('invalid-target'),
    );
  });

  it('refuses a tag that is a link', async () => {
    const context = aContext();
    await mkdir(context.directory);
    await writeTag(context.directory, {
      drill: context.drill,
      store: store.id,
      ...tag,
    });
    await rename(join(context.directory, 'drill.json'), join(root, 'tag'));
    await symlink(join(root, 'tag'), join(context.directory, 'drill.json'));
    expect(await refusalOf(driver[step](context))).toEqual(
      refused('invalid-target'),
    );
  });

  it('lets a tagged folder pass', async () => {
    const context = aContext();
    await driver.provision(context);
    called = [];
    await driver[step](context);
    expect(called).toEqual([step]);
  });
});

/** Whether this process may mount a folder a second time. */
function mayMount(): boolean {
  const [from, to] = ['a', 'b'].map(name =>
    mkdtempSync(join(tmpdir(), `mount-${name}-`)),
  );
  const mounted = spawnSync(MOUNT, ['--bind', from, to]).status === 0;
  if (mounted) {
    spawnSync(UMOUNT, [to]);
  }
  [from, to].forEach(folder => rmSync(folder, { recursive: true }));
  return mounted;
}

(mayMount() ? describe : describe.skip)('guarded: a second mount', () => {
  afterEach(() => {
    spawnSync(UMOUNT, [work]);
  });

  it('of the data of the source is not a work directory', async () => {
    spawnSync(MOUNT, ['--bind', join(source, 'data'), work]);
    expect(await refusalOf(driver.provision(aContext()))).toEqual(
      refused('aliases-source'),
    );
    expect(await readdir(join(source, 'data'))).toEqual([]);
  });
});

describe('guarded: what a step says of its target', () => {
  it.each<[string, () => Record<string, string>, string]>([
    ['address', () => ({ address: 'db:5432' }), 'aliases-source'],
    [
      'data of the source',
      () => ({ dataDirectory: join(source, 'data') }),
      'aliases-source',
    ],
    ['data elsewhere', () => ({ dataDirectory: root }), 'aliases-source'],
  ])('is refused: %s', async (_, factsOf, code) => {
    facts = factsOf();
    await expect(driver.provision(aContext())).rejects.toMatchObject({
      problem: { code },
    });
  });

  it('passes when it is its own', async () => {
    const context = aContext();
    facts = {
      address: `${context.directory}/socket:1`,
      dataDirectory: join(context.directory, 'data'),
    };
    expect(await driver.provision(context)).toEqual(facts);
  });
});

describe('guarded: folders', () => {
  it('makes a tagged folder, once', async () => {
    const context = aContext();
    await driver.provision(context);
    await writeFile(join(context.directory, 'kept'), '');
    await driver.provision(context);
    expect((await readdir(context.directory)).sort()).toEqual([
      'drill.json',
      'kept',
    ]);
    expect(await readdir(work)).toEqual([context.drill]);
  });

  it('does not take over what another has put there', async () => {
    const context = aContext();
    await mkdir(context.directory);
    await writeFile(join(context.directory, 'precious'), '');
    expect(await refusalOf(driver.provision(context))).toEqual(
      refused('target-busy'),
    );
    expect(await driver.teardown(context)).toEqual([]);
    expect(await readdir(context.directory)).toEqual(['precious']);
    expect(await driver.leftovers()).toEqual([]);
  });

  it('takes down what runs and what is there, and links only as links', async () => {
    const context = aContext();
    await driver.provision(context);
    const precious = join(source, 'data', 'precious');
    await writeFile(precious, '');
    await symlink(join(source, 'data'), join(context.directory, 'link'));
    const server = await spawnServer(
      'sleep',
      ['600'],
      join(context.directory, 'log'),
      {
        cwd: context.directory,
        env: childEnvironment('/'),
      },
    );
    expect(await driver.teardown(context)).toEqual([
      'what the driver removed',
      `process ${server.pid}`,
      `folder ${context.drill}`,
    ]);
    expect(await readdir(work)).toEqual([]);
    expect(await readdir(join(source, 'data'))).toEqual(['precious']);
  });

  it('refuses to take down elsewhere', async () => {
    const context = aContext();
    const directory = join(root, context.drill);
    expect(await refusalOf(driver.teardown({ ...context, directory }))).toEqual(
      refused('invalid-target'),
    );
  });

  it('finds the end of a removal that was broken off, and nothing of other stores', async () => {
    const mine = aContext();
    await driver.provision(mine);
    const others = aContext();
    await mkdir(others.directory);
    await writeTag(others.directory, {
      drill: others.drill,
      store: 'another',
      createdAt: 0,
      expiresAt: 1,
    });
    const half = aContext();
    await mkdir(half.directory);
    await mkdir(join(work, 'no-drill'));
    const left = await driver.leftovers();
    expect(left.map(({ what }) => what).sort()).toEqual(
      [`folder ${mine.drill}`, `folder ${half.drill}`].sort(),
    );
    await Promise.all(left.map(({ remove }) => remove()));
    expect((await readdir(work)).sort()).toEqual(
      [others.drill, 'no-drill'].sort(),
    );
  });
});
