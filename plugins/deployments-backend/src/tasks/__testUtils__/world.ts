import { mockServices } from '@backstage/backend-test-utils';
import {
  CommandContext,
  EnvironmentPolicy,
  Outcome,
  Person,
  Policy,
  Proposal,
  propose,
  Release,
  VersionFigures,
  vote,
} from '@textloom/plugin-deployments-common';
import { DirectoryRenderer } from '../../adapters/rendering/DirectoryRenderer';
import { FiguresSource } from '../../service/ports';
import { contextOf, Situations } from '../../service/situation';
import { Executor } from '../Executor';
import { LEASE_MS } from '../HeldPlace';
import { GitOps, renderAtHead } from '../rendering';
import { FakeCluster } from './fakeCluster';
import { FakeRepository } from './fakeRepository';
import { FakeStore } from './fakeStore';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const PLACE = { service: 'api', environment: 'prod' };
const FOLDER = 'environments/prod/api';
const FILE = `${FOLDER}/rollout.yaml`;
/** Good figures. */
export const WITHIN: VersionFigures = {
  errorRatePercent: 0.1,
  p95Ms: 120,
  requests: 1_000,
};

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** The manifest of the service with an image and a number of replicas. */
export const manifest = (digit: string, replicas = 2) =>
  `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: api
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: main
          image: registry/api@${digest(digit)}
`;

const PROD: EnvironmentPolicy = {
  name: 'prod',
  trigger: 'proposal',
  refs: ['refs/tags/v*'],
  levels: [],
  gates: [],
  strategy: {
    kind: 'canary',
    steps: [5, 25, 50, 100].map(weight => ({ weight, soakMs: 2_000 })),
  },
  limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 10 },
  expiresAfterMs: 3_600_000,
  soakMs: 3_000,
  excluded: ['requester'],
  maxProofAgeMs: 3_600_000,
  ignoresBaseline: false,
};

const RELEASE: Release = {
  id: 'release-2',
  service: 'api',
  version: '2.0.0',
  images: [{ repository: 'registry/api', digest: digest('2') }],
  commit: 'c0ffee',
  ref: 'refs/tags/v2.0.0',
  commits: [],
  builder: 'ci',
  evidence: [],
  createdAt: NOW - 60_000,
};

/** People who may decide. */
export const PEOPLE: Person[] = ['ana', 'ben', 'cho'].map(name => ({
  ref: `user:default/${name}`,
  name,
  groups: [`group:default/${name === 'cho' ? 'sre' : 'leads'}`],
  identities: [],
}));

/** A process that was killed: nothing that it still tries has an effect. */
class Killed extends Error {}

/** A place with everything around it, and processes that carry proposals out and may be killed. */
export class World {
  now = NOW;
  readonly place = PLACE;
  readonly repository = new FakeRepository({ [FILE]: manifest('1') });
  readonly cluster: FakeCluster;
  readonly store = new FakeStore(() => this.now);
  readonly policy: Policy;
  figures: VersionFigures | undefined = WITHIN;
  /** Calls of ports so far. */
  calls = 0;
  /** The process is killed after this call. */
  killAfter = Infinity;
  #alive = true;
  #processes = 0;
  executor: Executor;

  constructor(
    options: { rollout?: boolean; rules?: Partial<EnvironmentPolicy> } = {},
  ) {
    this.cluster = new FakeCluster({
      repository: this.repository,
      folder: FOLDER,
      revision: '1'.padStart(40, '0'),
      rollout: options.rollout ?? true,
    });
    this.policy = {
      version: 'p1',
      environments: [{ ...PROD, ...options.rules }],
      freezes: [],
      breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
    };
    this.executor = this.newProcess();
  }

  get gitOps(): GitOps {
    return {
      repository: this.repository,
      renderer: new DirectoryRenderer(),
      folderOf: () => FOLDER,
    };
  }

  readonly situations: Situations = {
    of: async () => {
      const seen = await this.cluster.observe(PLACE).catch(() => undefined);
      return {
        people: PEOPLE,
        policy: this.policy,
        gates: [],
        incidents: [],
        ...(seen && {
          running: {
            images: seen.images,
            revision: seen.revision ?? '',
            observedAt: this.now,
          },
        }),
      };
    },
    lastKnown: () => this.situations.of({ place: PLACE, release: RELEASE }),
  };

  readonly #figures: FiguresSource = {
    live: async () => {
      if (!this.figures) {
        throw new Error('No answer');
      }
      return {
        stable: WITHIN,
        canary: this.figures,
        curves: {
          errorRate: { stable: [], canary: [] },
          p95: { stable: [], canary: [] },
        },
        source: 'test',
        fetchedAt: this.now,
      };
    },
    query: async () => undefined,
  };

  /** A replica of the portal; the one before is gone. */
  newProcess(): Executor {
    this.#alive = true;
    const life = { alive: true };
    const { repository, renderer, folderOf } = this.gitOps;
    this.executor = new Executor({
      store: this.#mortal(this.store.asStore(), life),
      situations: this.situations,
      delivery: this.#mortal(this.cluster, life),
      figures: this.#figures,
      gitOps: {
        repository: this.#mortal(repository, life),
        renderer,
        folderOf,
      },
      linkTo: ({ id }) => id,
      holder: `process-${++this.#processes}`,
      logger: mockServices.logger.mock(),
    });
    return this.executor;
  }

  /** Each call may be the last that the process makes. */
  #mortal<T extends object>(port: T, life: { alive: boolean }): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') {
          return member;
        }
        return async (...args: unknown[]) => {
          if (!life.alive) {
            throw new Killed();
          }
          this.calls += 1;
          const isLast = this.calls === this.killAfter;
          try {
            return await member.apply(target, args);
          } finally {
            if (isLast) {
              life.alive = false;
              this.#alive = false;
              // eslint-disable-next-line no-unsafe-finally
              throw new Killed();
            }
          }
        };
      },
    });
  }

  /** Somebody asks for the release. */
  async propose(id = 'proposal-1', release = RELEASE): Promise<Proposal> {
    const situation = await this.situations.of({ place: PLACE, release });
    const rendering = await renderAtHead(this.gitOps, {
      place: PLACE,
      release,
      strategy: this.policy.environments[0].strategy,
      baseline: situation.running,
    });
    const actor = { ref: 'user:default/dev', kind: 'human' } as const;
    return this.store.transact(
      id,
      { actor, command: 'propose', place: PLACE },
      input =>
        propose(
          {
            id,
            release,
            service: 'api',
            owner: 'group:default/api',
            environment: 'prod',
            fingerprint: rendering.fingerprint,
            changes: rendering.changes,
            involved: [],
            ...(situation.running && { baseline: situation.running }),
          },
          contextOf(situation, actor, input),
        ),
    );
  }

  /** A person says or does something. */
  async act(
    name: string,
    command: (proposal: Proposal, ctx: CommandContext) => Outcome,
  ): Promise<Proposal> {
    const situation = await this.situations.of({
      place: PLACE,
      release: RELEASE,
    });
    const actor = {
      ref: `user:default/${name}`,
      kind: 'human',
      provenAt: this.now,
    } as const;
    return this.store.transact(
      'proposal-1',
      { actor, command: 'act', place: PLACE },
      input =>
        input.proposal
          ? command(input.proposal, contextOf(situation, actor, input))
          : { ok: false, reasons: [] },
    );
  }

  /** A person approves what is proposed now. */
  async approve(name: string): Promise<Proposal> {
    return this.act(name, (proposal, ctx) =>
      vote(
        proposal,
        {
          id: `vote-${name}-${ctx.now}`,
          verdict: 'approve',
          fingerprint: proposal.fingerprint.approval,
        },
        ctx,
      ),
    );
  }

  /** A second passes: controllers work, then the executor. A killed process is replaced when its lease has run out. */
  async second(): Promise<void> {
    this.now += 1_000;
    this.cluster.reconcile();
    await this.executor.tick();
    if (!this.#alive) {
      this.now += LEASE_MS;
      this.newProcess();
    }
  }

  /** Until the proposal is as wanted. @throws when it is not in two minutes. */
  async until(
    wanted: (proposal: Proposal) => boolean,
    id = 'proposal-1',
  ): Promise<Proposal> {
    for (let seconds = 0; seconds < 120; seconds++) {
      await this.second();
      const proposal = await this.store.get(id);
      if (wanted(proposal)) {
        return proposal;
      }
    }
    const { state, reasons, execution } = await this.store.get(id);
    throw new Error(
      JSON.stringify({ state, reasons, execution, events: this.events(id) }),
    );
  }

  /** Kinds of events so far. */
  events(id = 'proposal-1'): string[] {
    return (this.store.logs.get(id) ?? []).map(({ event }) => event.type);
  }
}
