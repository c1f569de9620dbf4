import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArgoDelivery,
  connectDeployments,
  createKubeApi,
  DirectoryRenderer,
  GitRepository,
} from '@textloom/plugin-deployments-backend';
import { KubeApiServer } from '../harness/kubeApiServer';
import { pathOf, RealServerPort } from '../sandbox-argo/argoPort';
import {
  APPLICATION,
  filesOf,
  image,
  SERVICE,
} from '../sandbox-argo/manifests';
import { ARGO_NAMESPACE, NAMESPACE, startArgoServer } from './argoServer';
import { Controllers, weightIn } from './controllers';
import { ExecutorPortal, PortalParts, quietLogger } from './executorPortal';
import { serveRepository } from './gitServer';
import { figuresOf, PEOPLE, POLICY, QUIET } from './serverRules';

type DatabaseService = Parameters<typeof connectDeployments>[0];

const TOKEN = 'suite-token';
/** Where everything happens. */
export const PLACE = { service: SERVICE, environment: 'prod' };

/** An image by the digit that its digest consists of. */
export function imageOf(digit: string) {
  const [repository, digest] = image(digit).split('@');
  return { repository, digest };
}

/**
 * The portal's parts that deploy, on a database, before a repository behind `git http-backend` and a real API server on
 * which the sandbox's Argo CD and Argo Rollouts work.
 */
export async function startServerPortal(database: DatabaseService) {
  const folder = await mkdtemp(join(tmpdir(), 'deployments-'));
  const origin = await serveRepository(TOKEN, filesOf('1', [5, 25, 50]));
  const argo = await startArgoServer();
  const port = new RealServerPort(argo.server);
  const { store } = await connectDeployments(database, {
    logger: quietLogger(),
  });
  const portal = new ExecutorPortal({
    store,
    policy: POLICY,
    people: PEOPLE,
    delivery: deliveryTo(argo.server),
    figures: figuresOn(port),
    gitOps: {
      repository: new GitRepository({
        url: origin.url,
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
  });
  // Without automated sync: it is the portal that has a commit synced.
  const { syncPolicy, ...spec } = APPLICATION.spec;
  await port.ask('POST', pathOf('applications.argoproj.io', ARGO_NAMESPACE), {
    ...APPLICATION,
    spec,
  });
  const controllers = new Controllers(port, origin.repository, portal);
  return {
    portal,
    /** Shares of traffic of new versions, as the API server had them one after the other. */
    weights: controllers.weights,
    /** Has Argo CD create what the repository holds, as somebody does who sets a service up; resolves when it is well. */
    async begin() {
      await port.ask(
        'PATCH',
        `${pathOf('applications.argoproj.io', ARGO_NAMESPACE)}/${SERVICE}-prod`,
        { operation: { sync: { revision: await origin.repository.head() } } },
      );
      controllers.start();
      await portal.settled(PLACE);
    },
    application: () =>
      read(port, 'applications.argoproj.io', `${SERVICE}-prod`, ARGO_NAMESPACE),
    /** What somebody with kubectl does to a Rollout's status. */
    patchRollout: (status: object) =>
      port.ask(
        'PATCH',
        `${pathOf('rollouts.argoproj.io', NAMESPACE)}/${SERVICE}/status`,
        { status },
      ),
    /** What somebody with kubectl does to the image. */
    setImage: (digit: string) =>
      port.ask('PATCH', `${pathOf('deployments.apps', NAMESPACE)}/${SERVICE}`, {
        spec: {
          template: {
            spec: { containers: [{ name: 'main', image: image(digit) }] },
          },
        },
      }),
    git: origin.git,
    async stop() {
      await portal.executor.stop();
      await controllers.stop();
      await argo.stop();
      await origin.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function read(
  port: RealServerPort,
  resource: string,
  name: string,
  namespace = NAMESPACE,
) {
  return port.ask('GET', `${pathOf(resource, namespace)}/${name}`);
}

function deliveryTo(server: KubeApiServer): ArgoDelivery {
  const { url, token, caData } = server;
  const api = createKubeApi(
    {
      name: 'prod',
      url,
      caData,
      authMetadata: {
        'kubernetes.io/auth-provider': 'serviceAccount',
        serviceAccountToken: token,
      },
    },
    {},
    Date.now,
  );
  return new ArgoDelivery({
    clusters: { of: async () => api },
    environments: [
      {
        name: 'prod',
        cluster: 'prod',
        namespace: NAMESPACE,
        application: '{service}-{environment}',
        argoNamespace: ARGO_NAMESPACE,
      },
    ],
    clock: Date.now,
  });
}

/** Figures by what the API server says that runs; there are none of a version without traffic. */
function figuresOn(port: RealServerPort): PortalParts['figures'] {
  return {
    live: async (_, { canary }) => {
      const runs = canary
        ? await read(port, 'replicasets.apps', `${SERVICE}-${canary}`)
        : await read(port, 'deployments.apps', SERVICE);
      const [, digit = ''] = /sha256:(.)/.exec(JSON.stringify(runs)) ?? [];
      const isKnown = canary ? (await weightIn(port)) > 0 : digit !== QUIET;
      return {
        stable: figuresOf('1'),
        canary: isKnown ? figuresOf(digit) : {},
        curves: {
          errorRate: { stable: [], canary: [] },
          p95: { stable: [], canary: [] },
        },
        source: 'suite',
        fetchedAt: Date.now(),
      };
    },
    query: async () => undefined,
  };
}
