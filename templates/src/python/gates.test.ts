import { Answers } from '../covering/parameterSpace';
import { emit, EmittedPython } from './__testUtils__/emitted';
import {
  findPython,
  runsPython,
  virtualEnvironment,
} from './__testUtils__/virtualEnvironment';

// The first run of a machine installs what the emitted code needs.
jest.setTimeout(900_000);

const LONGEST = 'a-name-of-forty-characters-for-a-service';
const NOTHING = { database: false, objectStorage: false };

type Variant = readonly [
  label: string,
  slug: 'api-service' | 'worker',
  name: string,
  answers: Answers,
];

/** One for each way in which files of code differ; Pylint, which is slow, looks at the fullest. */
const VARIANTS: readonly Variant[] = [
  [
    'api-service with everything',
    'api-service',
    LONGEST,
    { database: true, cache: true, objectStorage: true, jobs: true },
  ],
  [
    'api-service with nothing',
    'api-service',
    'captions',
    { ...NOTHING, cache: false, jobs: false },
  ],
  [
    'api-service whose jobs are in Redis',
    'api-service',
    'video-search',
    { ...NOTHING, cache: true, jobs: true },
  ],
  [
    'api-service with a database alone',
    'api-service',
    'video-search',
    { ...NOTHING, database: true, cache: false, jobs: false },
  ],
  [
    'worker with everything',
    'worker',
    LONGEST,
    { database: true, objectStorage: true, priorityQueue: true },
  ],
  [
    'worker with nothing',
    'worker',
    'captions',
    { ...NOTHING, priorityQueue: false },
  ],
];

const ofEach = runsPython() ? describe.each : describe.skip.each;

ofEach(VARIANTS)('%s, with Python 3.11.3', (label, slug, name, answers) => {
  let emitted: EmittedPython;
  /** Fails with what the tool has said, which says more than a number. */
  const passes = async (tool: string, ...args: string[]) => {
    const { code, stdout, stderr } = await emitted.tool(tool, ...args);
    if (code !== 0) {
      throw new Error(`${tool} ended with ${code}\n${stdout}\n${stderr}`);
    }
    return stdout;
  };
  beforeAll(async () => {
    await virtualEnvironment();
    emitted = await emit(slug, name, answers);
  });
  afterAll(() => emitted?.remove());

  it('has no fault that linters find, and its format', async () => {
    await passes('ruff', 'check', '.');
    await passes('ruff', 'format', '--check', '.');
    if (label.endsWith('everything')) {
      await passes('pylint', 'src');
    }
    expect(emitted).toBeDefined();
  });

  it('is typed throughout', async () => {
    expect(await passes('mypy')).toContain('no issues found');
  });

  it('passes its own tests, far above its gate', async () => {
    const said = await passes('pytest', '-q', '--cov', '--cov-report=term');
    const [, coverage] = /Total coverage: ([\d.]+)%/.exec(said) ?? [];
    expect(Number(coverage)).toBeGreaterThan(95);
  });
});

describe('the search for Python', () => {
  it('finds none where there is none', () => {
    expect(findPython({ PATH: '/nowhere' })).toBeUndefined();
  });
});
