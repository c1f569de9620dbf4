import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArgoDelivery,
  connectDeployments,
  createKubeApi,
  DirectoryRenderer,
  GitRepository,
  PrometheusFigures,
} from '@textloom/plugin-deployments-backend';
import { EnvironmentPolicy, Policy } from '@textloom/plugin-deployments-common';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { ExecutorPortal, quietLogger } from './executorPortal';

type DatabaseService = Parameters<typeof connectDeployments>[0];

const TOKEN = 'suite-token';
const SERVICE = 'textloom-api';
const REPOSITORY = `112233445566.dkr.ecr.ap-southeast-1.amazonaws.com/textloom/${SERVICE}`;

/** The place whose traffic moves in steps, and one where a Deployment rolls. */
export const PROD = { service: SERVICE, environment: 'prod' };
export const DEV = { service: SERVICE, environment: 'dev' };

/** The image of a version, as the sandbox's builds name it. */
export function imageOf(version: string) {
  const name = `${REPOSITORY}:${version}`;
  const digest = createHash('sha256').update(name).digest('hex');
  return { repository: REPOSITORY, digest: `sha256:${digest}` };
}

const RULES: EnvironmentPolicy = {
  name: 'prod',
  trigger: 'proposal',
  refs: ['refs/tags/v*'],
  levels: [],
  gates: [],
  strategy: {
    kind: 'canary',
    steps: [5, 25, 50, 100].map(weight => ({ weight, soakMs: 1_000 })),
  },
  limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 10 },
  expiresAfterMs: 3_600_000,
  soakMs: 5_000,
  excluded: ['requester'],
  maxProofAgeMs: 3_600_000,
  ignoresBaseline: false,
};
const POLICY: Policy = {
  version: 'suite',
  environments: [
    RULES,
    {
      ...RULES,
      name: 'dev',
      trigger: 'automatic',
      strategy: { kind: 'rolling' },
    },
  ],
  freezes: [],
  breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
};

/** The sandbox, and the parts of the portal that deploy to it: all over HTTP, Git and a database. */
export async function startSandboxPortal(
  database: DatabaseService,
): Promise<{ portal: ExecutorPortal; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'deployments-'));
  const { store } = await connectDeployments(database, {
    logger: quietLogger(),
  });
  const sandbox = await startSandbox({ port: 0, token: TOKEN });
  const portal = new ExecutorPortal({
    store,
    policy: POLICY,
    delivery: deliveryTo(sandbox),
    gitOps: {
      repository: new GitRepository({
        url: `${sandbox.controlUrl}/git/gitops.git`,
        branch: 'main',
        token: TOKEN,
        identity: { name: 'Portal', email: 'portal@example.com' },
        cacheDirectory: folder,
        now: Date.now,
      }),
      renderer: new DirectoryRenderer(),
      folderOf: ({ service, environment }) =>
        `environments/${environment}/${service}`,
    },
    figures: new PrometheusFigures({
      environments: [
        {
          name: 'prod',
          namespace: 'textloom',
          prometheus: {
            url: `${sandbox.controlUrl}/prometheus/textloom-prod`,
            token: TOKEN,
          },
        },
      ],
      clock: Date.now,
    }),
  });
  return {
    portal,
    stop: async () => {
      await portal.executor.stop();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function deliveryTo({ clusters, caData }: Sandbox): ArgoDelivery {
  const apis = new Map(
    clusters.map(({ name, url }) => [
      name,
      createKubeApi(
        {
          name,
          url,
          caData,
          authMetadata: {
            'kubernetes.io/auth-provider': 'serviceAccount',
            serviceAccountToken: TOKEN,
          },
        },
        {},
        Date.now,
      ),
    ]),
  );
  return new ArgoDelivery({
    clusters: {
      of: async cluster => {
        const api = apis.get(cluster);
        if (!api) {
          throw new Error(`No cluster ${cluster}`);
        }
        return api;
      },
    },
    environments: [
      { name: 'prod', cluster: 'textloom-prod', namespace: 'textloom' },
      { name: 'dev', cluster: 'textloom-nonprod', namespace: 'dev' },
    ].map(environment => ({
      ...environment,
      application: '{service}-{environment}',
      argoNamespace: 'argocd',
    })),
    clock: Date.now,
  });
}
