import { createHash } from 'node:crypto';
import { BAD_RELEASE, digestFor, repositoryFor } from '../world/images';
import { RUNNING_VERSIONS } from '../world/workloads/textloom';

/** A release as the portal is told of it. */
export interface CiRelease {
  service: string;
  version: string;
  images: { repository: string; digest: string }[];
  chart?: { name: string; version: string; digest: string };
  commit: string;
  ref: string;
  commits: { sha: string; title: string; author: string; files: string[] }[];
  builder: string;
  evidence: {
    kind: 'ci' | 'coverage' | 'image-scan';
    outcome: 'passed';
    source: string;
    /** Milliseconds since the epoch. */
    at: number;
    value: number;
    summary: string;
  }[];
}

const SOURCE = 'GitHub Actions';
const BUILDER = 'github-actions[bot]';

interface Change {
  title: string;
  author: string;
  files: string[];
}

const sha = (text: string) =>
  createHash('sha256').update(text).digest('hex').slice(0, 40);

/** What a build that passed has shown, at a time in milliseconds since the epoch. */
export function evidenceOf({
  at,
  tests,
}: {
  at: number;
  tests: number;
}): CiRelease['evidence'] {
  return [
    {
      kind: 'ci',
      outcome: 'passed',
      source: SOURCE,
      at,
      value: tests,
      summary: `${tests.toLocaleString('en-US')} tests passed`,
    },
    {
      kind: 'coverage',
      outcome: 'passed',
      source: SOURCE,
      at,
      value: 86,
      summary: '86 % of the code is covered',
    },
    {
      kind: 'image-scan',
      outcome: 'passed',
      source: 'ECR',
      at,
      value: 0,
      summary: '0 critical, 0 high',
    },
  ];
}

/** A build that passed. The same service and version have the same commits and digest. */
function releaseOf(input: {
  service: string;
  version: string;
  ref?: string;
  changes?: Change[];
  at: number;
  tests?: number;
}): CiRelease {
  const { service, version, changes = [], at, tests = 640 } = input;
  const name = `${service}/${version}`;
  const commits = changes.map((change, index) => ({
    sha: sha(`${name}/${index}`),
    ...change,
  }));
  return {
    service,
    version,
    images: [
      {
        repository: repositoryFor(service),
        digest: digestFor(service, version),
      },
    ],
    commit: commits[0]?.sha ?? sha(name),
    ref: input.ref ?? `refs/tags/v${version}`,
    commits,
    builder: BUILDER,
    evidence: evidenceOf({ at, tests }),
  };
}

const by = (author: string, rows: [title: string, ...files: string[]][]) =>
  rows.map(([title, ...files]): Change => ({ title, author, files }));

/** Of one author, so that who requests it can be seen to have no vote. */
const API_CHANGES = by('developer', [
  ['Release 1.8.0', 'pyproject.toml', 'CHANGELOG.md'],
  [
    'Resume uploads where they stopped',
    'api/uploads.py',
    'tests/test_uploads.py',
  ],
  ['Answer 409 when a video is being cut already', 'api/videos.py'],
  ['Keep the order of captions with the same start', 'api/captions.py'],
  ['Ask storage for many objects at once', 'api/storage.py'],
  ['Bound how many styles a project has', 'api/projects.py'],
  ['Translate errors of the renderer', 'api/errors.py', 'api/locales/zh.yaml'],
  ['Read the time zone of a schedule', 'api/schedules.py'],
  ['Close connections that Redis has dropped', 'api/cache.py'],
  ['Do not log addresses of viewers', 'api/logging.py'],
  ['Count tokens before a prompt is sent', 'api/prompts.py'],
  ['Retry a render once when its node goes', 'api/renders.py'],
  ['Document webhooks', 'docs/webhooks.md'],
  ['Upgrade FastAPI', 'poetry.lock'],
]);

const WEB_CHANGES = [
  ...by('team-lead', [['Release 3.9.0', 'package.json', 'CHANGELOG.md']]),
  ...by('developer', [
    ['Show what a render will cost', 'src/render/Price.tsx'],
    ['Move captions with the keyboard', 'src/captions/Track.tsx'],
  ]),
  ...by('security', [['Forbid inline styles', 'src/csp.ts']]),
];

const BAD_CHANGES = by('developer', [
  ['Release 1.9.0', 'pyproject.toml', 'CHANGELOG.md'],
  ['Ask the recommender with each request', 'api/recommend.py'],
  ['Open a connection to PostgreSQL per request', 'api/database.py'],
]);

/** What CI has built so far: what runs everywhere, and what could run next. */
export function releasesSoFar(now: number): CiRelease[] {
  const DAY_MS = 86_400_000;
  return [
    ...RUNNING_VERSIONS.map(release =>
      releaseOf({ ...release, at: now - 3 * DAY_MS }),
    ),
    releaseOf({
      service: 'textloom-api',
      version: '1.8.0',
      changes: API_CHANGES,
      tests: 1_412,
      at: now,
    }),
    releaseOf({
      service: 'textloom-web',
      version: '3.9.0',
      changes: WEB_CHANGES,
      tests: 980,
      at: now,
    }),
  ];
}

/** Passes all checks of the build, and does its work badly. */
export function badRelease(now: number): CiRelease {
  const changes = BAD_CHANGES;
  return releaseOf({ ...BAD_RELEASE, changes, tests: 1_420, at: now });
}

/** What a merge to `develop` builds; each one is another. */
export function developRelease(now: number): CiRelease {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  return releaseOf({
    service: 'textloom-gateway',
    version: `2.6.0-dev.${stamp}`,
    ref: 'refs/heads/develop',
    changes: by('developer', [
      ['Limit requests per key and second', 'gateway/limits.go'],
    ]),
    tests: 512,
    at: now,
  });
}
