import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mockServices } from '@backstage/backend-test-utils';

const TEMPLATES = resolve(__dirname, '../../..');
const LIBRARY = join(
  TEMPLATES,
  'library-chart/skeleton/chart/textloom-service',
);

/** What the chart part is rendered with; the names are those of every template. */
export interface ChartValues {
  kind: 'api' | 'worker' | 'web';
  name: string;
  description: string;
  ownerName: string;
  systemName: string;
  repoHost: string;
  repoOwner: string;
  port: number;
  priority: 'P0' | 'P1' | 'P2';
  exposure: 'public' | 'internal';
  host: string;
  strategy: 'canary' | 'blue-green';
  rollouts: boolean;
  database: boolean;
  cache: boolean;
  objectStorage: boolean;
  jobs: boolean;
  priorityQueue: boolean;
}

const SHARED = {
  description: 'Renders "videos": from text # quickly',
  ownerName: 'video-platform',
  systemName: 'textloom',
  repoHost: 'git.example.com',
  repoOwner: 'textloom',
  priority: 'P1',
  strategy: 'canary',
  rollouts: true,
} as const;

/** Defaults of the templates' forms, by kind. */
export const DEFAULTS: Record<ChartValues['kind'], ChartValues> = {
  api: {
    ...SHARED,
    kind: 'api',
    name: 'video-search',
    port: 8000,
    exposure: 'internal',
    host: '',
    database: true,
    cache: true,
    objectStorage: false,
    jobs: true,
    priorityQueue: false,
  },
  worker: {
    ...SHARED,
    kind: 'worker',
    name: 'video-renderer',
    port: 9000,
    exposure: 'internal',
    host: '',
    database: true,
    cache: false,
    objectStorage: false,
    jobs: false,
    priorityQueue: true,
  },
  web: {
    ...SHARED,
    kind: 'web',
    name: 'video-studio',
    port: 3000,
    exposure: 'public',
    host: 'app.textloom.ai',
    database: false,
    cache: false,
    objectStorage: false,
    jobs: false,
    priorityQueue: false,
  },
};

/** A chart and its Applications in a folder of their own. */
export interface EmittedChart {
  values: ChartValues;
  /** Holds `chart/` and `argocd/`. */
  folder: string;
  remove(): Promise<void>;
}

/** Emits the chart of a service as the templates do, by the stock action, with the library chart vendored. */
export async function emitChart(
  kind: ChartValues['kind'],
  changes: Partial<ChartValues> = {},
): Promise<EmittedChart> {
  const values = { ...DEFAULTS[kind], ...changes };
  const folder = await mkdtemp(join(tmpdir(), 'textloom-chart-'));
  const action = createFetchTemplateAction({
    reader: mockServices.urlReader.mock(),
    integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
  });
  await action.handler(
    createMockActionContext({
      workspacePath: folder,
      templateInfo: {
        entityRef: 'template:default/chart',
        baseUrl: `file://${join(TEMPLATES, 'parts', 'template.yaml')}`,
      },
      input: {
        url: './chart',
        values: { ...values },
        templateFileExtension: '.njk',
        trimBlocks: true,
        lstripBlocks: true,
      },
    }),
  );
  await cp(LIBRARY, join(folder, 'chart/charts/textloom-service'), {
    recursive: true,
  });
  return {
    values,
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
