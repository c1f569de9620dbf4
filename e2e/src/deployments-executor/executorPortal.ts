import {
  connectDeployments,
  contextOf,
  Executor,
  GitOps,
  Place,
  renderAtHead,
  Situations,
} from '@textloom/plugin-deployments-backend';
import {
  Actor,
  Person,
  Policy,
  Proposal,
  ProposalEvent,
  propose,
  vote,
} from '@textloom/plugin-deployments-common';

type Store = Awaited<ReturnType<typeof connectDeployments>>['store'];
type ExecutorOptions = ConstructorParameters<typeof Executor>[0];
type LoggerService = ExecutorOptions['logger'];

/** What the portal is made of. */
export interface PortalParts {
  store: Store;
  delivery: ExecutorOptions['delivery'];
  figures: ExecutorOptions['figures'];
  gitOps: GitOps;
  policy: Policy;
  people?: readonly Person[];
}

/** The parts of the portal that deploy, put together as its backend does it, and people who use them. */
export class ExecutorPortal {
  readonly #parts: PortalParts;
  readonly executor: Executor;

  constructor(parts: PortalParts) {
    this.#parts = parts;
    this.executor = new Executor({
      ...parts,
      situations: this.#situations,
      linkTo: ({ id }) => id,
      holder: 'suite',
      logger: quietLogger(),
    });
  }

  get delivery(): ExecutorOptions['delivery'] {
    return this.#parts.delivery;
  }

  readonly #situations: Situations = {
    of: async ({ place }) => {
      const { people = [], policy } = this.#parts;
      const seen = await this.delivery.observe(place).catch(() => undefined);
      return {
        people,
        policy,
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
    lastKnown: async ({ baseline, gates }) => {
      const { people = [], policy } = this.#parts;
      return {
        people,
        policy,
        gates,
        incidents: [],
        ...(baseline && { running: baseline }),
      };
    },
  };

  /** Somebody asks for a version somewhere, a developer by default. @throws when it is refused */
  async propose(
    id: string,
    place: Place,
    built: { version: string; image: { repository: string; digest: string } },
    actor: Actor = { ref: 'user:default/dev', kind: 'human' },
  ): Promise<Proposal> {
    const { store, gitOps, policy } = this.#parts;
    const { version, image } = built;
    const release = await store.addRelease({
      id: `release-${version}`,
      service: place.service,
      version,
      images: [image],
      commit: 'c0ffee',
      ref: `refs/tags/v${version}`,
      commits: [],
      builder: 'ci',
      evidence: [],
    });
    const situation = await this.#situations.of({ place, release });
    const { running } = situation;
    const rules = policy.environments.find(
      ({ name }) => name === place.environment,
    );
    const rendering = await renderAtHead(gitOps, {
      place,
      release,
      strategy: rules?.strategy ?? { kind: 'rolling' },
      ...(running && { baseline: running }),
    });
    return store.transact(id, { actor, command: 'propose', place }, input =>
      propose(
        {
          id,
          ...place,
          release,
          owner: 'group:default/owners',
          fingerprint: rendering.fingerprint,
          changes: rendering.changes,
          involved: [],
          ...(running && { baseline: running }),
        },
        contextOf(situation, actor, input),
      ),
    );
  }

  /** Somebody approves what is proposed. @throws when it is refused */
  async approve(id: string, person: string): Promise<Proposal> {
    const { store } = this.#parts;
    const proposal = await store.get(id);
    const { service, environment, release } = proposal;
    const place = { service, environment };
    const situation = await this.#situations.of({ place, release });
    const actor: Actor = {
      ref: `user:default/${person}`,
      kind: 'human',
      provenAt: Date.now(),
    };
    return store.transact(
      id,
      { actor, command: 'vote', place },
      ({ proposal: current = proposal, now, around }) =>
        vote(
          current,
          {
            id: `${id}-${person}`,
            verdict: 'approve',
            fingerprint: proposal.fingerprint.approval,
          },
          contextOf(situation, actor, { now, around }),
        ),
    );
  }

  get(id: string): Promise<Proposal> {
    return this.#parts.store.get(id);
  }

  /** What has happened to a proposal, oldest first. */
  async log(id: string): Promise<ProposalEvent[]> {
    const log = await this.#parts.store.log(id);
    return log.map(({ event }) => event);
  }

  /** Kinds of what has happened. */
  async events(id: string): Promise<string[]> {
    return (await this.log(id)).map(({ type }) => type);
  }

  /** The proposal once it has ended. @throws when it does not in four minutes */
  end(id: string): Promise<Proposal> {
    return this.until(id, ({ endedAt }) => endedAt !== undefined);
  }

  /** The proposal once something is so. @throws when it does not become so in four minutes */
  async until(
    id: string,
    isSo: (proposal: Proposal) => boolean,
  ): Promise<Proposal> {
    let last: Proposal | undefined;
    const found = await eventually(async () => {
      last = await this.get(id);
      return isSo(last) ? last : undefined;
    });
    if (!found) {
      const { state, execution, reasons } = last ?? {};
      const events = await this.events(id);
      throw new Error(JSON.stringify({ state, events, execution, reasons }));
    }
    return found;
  }

  /** Resolves when a place is in sync and healthy. @throws when it does not become so in four minutes */
  async settled(place: Place): Promise<void> {
    const isSettled = await eventually(async () => {
      const seen = await this.delivery.observe(place);
      return (
        (seen.sync === 'synced' &&
          seen.health === 'healthy' &&
          seen.images.length > 0) ||
        undefined
      );
    });
    if (!isSettled) {
      throw new Error(JSON.stringify(await this.delivery.observe(place)));
    }
  }
}

const TRIES = 960;
const PAUSE_MS = 250;

async function eventually<T>(
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await new Promise(done => {
      setTimeout(done, PAUSE_MS);
    });
  }
  return undefined;
}

/** Only what goes wrong is told. */
export function quietLogger(): LoggerService {
  const logger: LoggerService = {
    error: message => process.stderr.write(`${message}\n`),
    warn: message => process.stderr.write(`${message}\n`),
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}
