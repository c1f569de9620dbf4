import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  mockCredentials,
  MockDirectory,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ClusterConnections } from '@textloom/backend-kit';
import { Person } from '@textloom/plugin-deployments-common';
import express, { Express } from 'express';
import knexFactory from 'knex';
import { DirectoryRenderer } from '../adapters/rendering/DirectoryRenderer';
import { GitHubWebhook } from '../adapters/webhooks/GitHubWebhook';
import { createRouter } from '../router';
import { FakeCluster } from '../tasks/__testUtils__/fakeCluster';
import { FakeRepository } from '../tasks/__testUtils__/fakeRepository';
import { createDeployments, Outside } from '../wiring';

/** Secret of the portal's webhook. */
export const SECRET = 'a secret that GitHub knows too';
const FOLDER = 'environments/staging/textloom-api';
const REPOSITORY = 'registry/textloom/api';

/** Digest of an image. */
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const person = (name: string, groups: string[]): Person => ({
  ref: `user:default/${name}`,
  name,
  groups: groups.map(group => `group:default/${group}`),
  identities: [name, `${name}@textloom.example`],
});

const PEOPLE = [
  person('developer', ['developers', 'core-services']),
  person('team-lead', ['team-leads', 'core-services']),
  person('sre', ['sre']),
  person('finance', ['finance']),
];

/** What each may not; everybody else may. */
const DENIED: Record<string, readonly string[]> = {
  developer: ['decide', 'control', 'break', 'release'],
  'team-lead': ['break', 'release'],
  finance: ['read', 'create', 'decide', 'control', 'break', 'release'],
};

const permissions = () =>
  mockServices.permissions.mock({
    authorize: async (requests, { credentials }) => {
      const who = JSON.stringify(credentials.principal);
      const [, name = ''] = /user:default\/([a-z-]+)/.exec(who) ?? [];
      return requests.map(({ permission }) => {
        const denied = DENIED[name]?.some(verb =>
          permission.name.includes(`.${verb}`),
        );
        return {
          result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        };
      });
    },
  });

/** Header of a person, of an agent with a person's credentials, and of CI. */
export const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);
export const asAgentOf = (name: string) =>
  `Bearer ${mockCredentials.user.token(`user:default/${name}`, {
    actor: { subject: 'plugin:mcp-actions' },
  })}`;
export const CI = mockCredentials.service.header();

/** A deployment as the repository holds it. */
export const manifest = (digit: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: textloom-api
spec:
  template:
    spec:
      containers:
        - name: main
          image: ${REPOSITORY}@${digest(digit)}
`;

/** A release as CI reports it. */
export const aReport = (version: string, digit: string, over: object = {}) => ({
  service: 'textloom-api',
  version,
  images: [{ repository: REPOSITORY, digest: digest(digit) }],
  commit: digit.repeat(40),
  ref: `refs/tags/v${version}`,
  commits: [
    {
      sha: digit.repeat(40),
      title: 'Faster',
      author: 'developer@textloom.example',
    },
  ],
  builder: 'github-actions',
  evidence: [
    { kind: 'ci', outcome: 'passed', source: 'GitHub Actions', at: Date.now() },
    {
      kind: 'coverage',
      outcome: 'passed',
      source: 'GitHub Actions',
      at: Date.now(),
      value: 86,
    },
    {
      kind: 'image-scan',
      outcome: 'passed',
      source: 'Trivy',
      at: Date.now(),
      value: 0,
    },
  ],
  ...over,
});

/** The whole of deployments behind HTTP, with a repository and a cluster in memory and the policy of the portal. */
export async function startPortal(directory: MockDirectory) {
  const policyFile = directory.resolve('policy.yaml');
  const policy = readFileSync(
    join(__dirname, '../../../../policies/deployments.yaml'),
    'utf8',
  );
  directory.setContent({});
  writeFileSync(policyFile, policy.replace(/soak: (\d+)s/g, 'soak: 1s'));
  const repository = new FakeRepository({
    [`${FOLDER}/deployment.yaml`]: manifest('1'),
  });
  const cluster = new FakeCluster({
    repository,
    folder: FOLDER,
    revision: await repository.head(),
    rollout: false,
  });
  const incidents: { id: string; severity: string; title: string }[] = [];
  const services = [
    {
      service: 'textloom-api',
      owner: 'group:default/core-services',
      title: 'TextLoom API',
    },
  ];
  const outside: Outside & { close(): void } = {
    directory: {
      people: async () => PEOPLE,
      services: async () => services,
      service: async name => services.find(({ service }) => service === name),
      repositoryOf: async () => undefined,
    },
    delivery: cluster,
    figures: {
      live: async () => {
        throw new Error('no figures');
      },
      query: async () => undefined,
    },
    health: {
      healthOf: async () => ({
        state: 'healthy',
        summary: 'no findings',
        at: Date.now(),
      }),
      incidents: async () => incidents,
    },
    gitOps: {
      repository,
      renderer: new DirectoryRenderer(),
      folderOf: ({ service, environment }) =>
        `environments/${environment}/${service}`,
    },
    close() {},
  };
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const sent = jest.fn(async () => {});
  const signals = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => {},
      fail: async () => {},
    }),
  });
  const deployments = await createDeployments(
    {
      auditor,
      auth: mockServices.auth(),
      catalog: {} as never,
      config: mockServices.rootConfig(),
      connections: new ClusterConnections(),
      database: { getClient: async () => knex },
      discovery: mockServices.discovery(),
      logger: mockServices.logger.mock(),
      notifications: { send: sent },
      permissions: permissions(),
      signals: { publish: signals },
    },
    {
      policyFile,
      environments: [],
      figures: { queries: {} },
      baseUrl: 'http://portal',
      webhookSecret: SECRET,
      strict: true,
    },
    async () => outside,
  );
  await deployments.start();
  const controllers = setInterval(() => cluster.reconcile(), 20);
  const app: Express = express();
  let provenAt: number | undefined;
  app.use(
    createRouter({
      service: deployments.service,
      permissions: permissions(),
      httpAuth: mockServices.httpAuth(),
      webhook: new GitHubWebhook({
        secret: SECRET,
        branch: 'main',
        firstDelivery: id => deployments.store.firstDelivery(id),
        onPush: deployments.wake,
      }),
      provenAt: () => provenAt ?? Date.now(),
    }),
  );
  app.use(mockErrorHandler());
  return {
    app,
    service: deployments.service,
    repository,
    cluster,
    incidents,
    sent,
    signals,
    auditor,
    /** Everybody signed in at that moment. */
    signedInAt(at: number | undefined) {
      provenAt = at;
    },
    async stop() {
      clearInterval(controllers);
      await deployments.stop();
      await knex.destroy();
    },
  };
}
