import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArgoDelivery,
  connectDeployments,
  contextOf,
  createKubeApi,
  DirectoryRenderer,
  Executor,
  GitOps,
  GitRepository,
  Place,
  PrometheusFigures,
  renderAtHead,
  Situations,
} from '@textloom/plugin-deployments-backend';
import {
  EnvironmentPolicy,
  Policy,
  Proposal,
  propose,
} from '@textloom/plugin-deployments-common';
import { Sandbox, startSandbox } from '@textloom/sandbox';

type DatabaseService = Parameters<typeof connectDeployments>[0];
type LoggerService = Parameters<typeof connectDeployments>[1]['logger'];

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
const DEV_RULES: EnvironmentPolicy = {
  ...RULES,
  name: 'dev',
  trigger: 'automatic',
  strategy: { kind: 'rolling' },
};
const POLICY: Policy = {
  version: 'suite',
  environments: [RULES, DEV_RULES],
  freezes: [],
  breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
};

/** For questions that no release matters to. */
const NO_RELEASE = {
  id: '',
  service: SERVICE,
  version: '0.0.0',
  images: [],
  commit: '',
  ref: '',
  commits: [],
  builder: '',
  evidence: [],
  createdAt: 0,
};

/** The sandbox, and the parts of the portal that deploy to it: all over HTTP, Git and a database. */
export class SandboxPortal {
  readonly #sandbox: Sandbox;
  readonly #folder: string;
  readonly #store: Awaited<ReturnType<typeof connectDeployments>>['store'];
  readonly delivery: ArgoDelivery;
  readonly #gitOps: GitOps;
  readonly executor: Executor;

  private constructor(parts: {
    sandbox: Sandbox;
    folder: string;
    store: Awaited<ReturnType<typeof connectDeployments>>['store'];
    logger: LoggerService;
  }) {
    const { sandbox, store } = parts;
    this.#sandbox = sandbox;
    this.#folder = parts.folder;
    this.#store = store;
    this.delivery = deliveryTo(sandbox);
    this.#gitOps = {
      repository: new GitRepository({
        url: `${sandbox.controlUrl}/git/gitops.git`,
        branch: 'main',
        token: TOKEN,
        identity: { name: 'Portal', email: 'portal@example.com' },
        cacheDirectory: parts.folder,
        now: Date.now,
      }),
      renderer: new DirectoryRenderer(),
      folderOf: ({ service, environment }) =>
        `environments/${environment}/${service}`,
    };
    this.executor = new Executor({
      store,
      situations: this.#situations,
      delivery: this.delivery,
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
      gitOps: this.#gitOps,
      linkTo: ({ id }) => id,
      holder: 'suite',
      logger: parts.logger,
    });
  }

  static async start(database: DatabaseService): Promise<SandboxPortal> {
    const folder = await mkdtemp(join(tmpdir(), 'deployments-'));
    const logger = quietLogger();
    const { store } = await connectDeployments(database, { logger });
    const sandbox = await startSandbox({ port: 0, token: TOKEN });
    return new SandboxPortal({ sandbox, folder, store, logger });
  }

  readonly #situations: Situations = {
    of: async ({ place }) => {
      const seen = await this.delivery.observe(place).catch(() => undefined);
      return {
        people: [],
        policy: POLICY,
        gates: [],
        incidents: [],
        ...(seen?.revision && {
          running: {
            images: seen.images,
            revision: seen.revision,
            observedAt: seen.observedAt,
          },
        }),
      };
    },
    lastKnown: () => this.#situations.of({ place: PROD, release: NO_RELEASE }),
  };

  /** Asks for a version somewhere. */
  async propose(id: string, place: Place, version: string): Promise<Proposal> {
    const release = await this.#store.addRelease({
      id: `release-${version}`,
      service: SERVICE,
      version,
      images: [imageOf(version)],
      commit: 'c0ffee',
      ref: `refs/tags/v${version}`,
      commits: [],
      builder: 'ci',
      evidence: [],
    });
    const situation = await this.#situations.of({ place, release });
    const { running } = situation;
    const rules = place.environment === 'dev' ? DEV_RULES : RULES;
    const rendering = await renderAtHead(this.#gitOps, {
      place,
      release,
      strategy: rules.strategy,
      ...(running && { baseline: running }),
    });
    const actor = { ref: 'user:default/dev', kind: 'human' } as const;
    return this.#store.transact(
      id,
      { actor, command: 'propose', place },
      input =>
        propose(
          {
            id,
            ...place,
            release,
            owner: 'group:default/api',
            fingerprint: rendering.fingerprint,
            changes: rendering.changes,
            involved: [],
            ...(running && { baseline: running }),
          },
          contextOf(situation, actor, input),
        ),
    );
  }

  /** The proposal once it has ended, with the kinds of its events. @throws when it does not in four minutes. */
  async end(id: string): Promise<{ proposal: Proposal; events: string[] }> {
    for (let seconds = 0; ; seconds++) {
      const proposal = await this.#store.get(id);
      const log = await this.#store.log(id);
      const events = log.map(({ event }) => event.type);
      if (proposal.endedAt !== undefined) {
        return { proposal, events };
      }
      if (seconds > 240) {
        throw new Error(
          JSON.stringify({ events, execution: proposal.execution }),
        );
      }
      await new Promise(done => {
        setTimeout(done, 1_000);
      });
    }
  }

  async stop(): Promise<void> {
    await this.executor.stop();
    await this.#sandbox.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
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

/** Only what goes wrong is told. */
function quietLogger(): LoggerService {
  const logger: LoggerService = {
    error: message => process.stderr.write(`${message}\n`),
    warn: message => process.stderr.write(`${message}\n`),
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}
