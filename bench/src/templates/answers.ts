const ABOUT = {
  title: 'Bench',
  description: 'What the bench emits again and again',
  owner: 'group:default/experience',
  system: 'system:default/textloom',
};

const repository = (name: string) => `github.com?owner=textloom&repo=${name}`;

/** What a person who changes nothing else gives to each form. */
export const ANSWERS: Record<string, Record<string, unknown>> = {
  'api-service': {
    ...ABOUT,
    name: 'bench-api',
    repoUrl: repository('bench-api'),
    database: true,
    cache: true,
    objectStorage: false,
    jobs: true,
    priority: 'P1',
    exposure: 'internal',
    strategy: 'canary',
    rollouts: true,
  },
  worker: {
    ...ABOUT,
    name: 'bench-worker',
    repoUrl: repository('bench-worker'),
    priorityQueue: true,
    database: true,
    objectStorage: false,
    priority: 'P1',
    rollouts: true,
  },
  'web-app': {
    ...ABOUT,
    name: 'bench-web',
    repoUrl: repository('bench-web'),
    priority: 'P1',
    exposure: 'public',
    host: 'bench.textloom.ai',
    strategy: 'canary',
    rollouts: true,
  },
  'library-chart': {
    ...ABOUT,
    name: 'bench-chart',
    repoUrl: repository('bench-chart'),
  },
};
