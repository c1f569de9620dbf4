import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { inTime, kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import {
  deploymentsDeploymentControlPermission,
  deploymentsGlassBreakPermission,
  deploymentsProposalCreatePermission,
  deploymentsProposalDecidePermission,
  draft,
  isActive,
  isOpen,
  isUnsettled,
  levelViews,
  LiveFigures,
  PreviewView,
  Proposal,
  propose,
  proposalView,
  ProposalView,
  Reason,
  refMatches,
  Release,
  ReleasesView,
} from '@textloom/plugin-deployments-common';
import { Caller } from './DeploymentsService';
import { DeploymentsStore } from './DeploymentsStore';
import { KnownHeads, verifyAgainst } from '../verify/KnownHeads';
import { Observations } from './Observations';
import { PolicyFile } from './PolicyFile';
import { FiguresSource } from './ports';
import { Proposing } from './Proposing';
import { contextOf, Situation, Situations } from './situation';

/** A page does not wait longer for a source that is slow; it then shows what was known last. */
const PATIENCE_MS = 2_500;
const MAX_RELEASES = 50;
const KEEP_LIVE_MS = 2_000;
/** Proposals that are being carried out at once, at most. */
const MAX_LIVE = 200;
/** Stands for the id of a proposal that there will never be. */
const PREVIEW = 'preview';

/** Permissions that a proposal's page has buttons for. */
const ASKED = {
  create: deploymentsProposalCreatePermission,
  decide: deploymentsProposalDecidePermission,
  control: deploymentsDeploymentControlPermission,
  breakGlass: deploymentsGlassBreakPermission,
} satisfies Record<string, BasicPermission>;

/** What single pages show. */
export class Pages {
  readonly #store: DeploymentsStore;
  readonly #situations: Situations;
  readonly #observations: Observations;
  readonly #figures: FiguresSource;
  readonly #proposing: Proposing;
  readonly #policy: PolicyFile;
  readonly #permissions: PermissionsService;
  readonly #knownHeads?: Pick<KnownHeads, 'of'>;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #live = new Map<string, () => Promise<LiveFigures | 'none'>>();

  constructor(options: {
    store: DeploymentsStore;
    situations: Situations;
    observations: Observations;
    figures: FiguresSource;
    proposing: Proposing;
    policy: PolicyFile;
    permissions: PermissionsService;
    knownHeads?: Pick<KnownHeads, 'of'>;
    clock: Clock;
    patienceMs?: number;
  }) {
    this.#store = options.store;
    this.#situations = options.situations;
    this.#observations = options.observations;
    this.#figures = options.figures;
    this.#proposing = options.proposing;
    this.#policy = options.policy;
    this.#permissions = options.permissions;
    this.#knownHeads = options.knownHeads;
    this.#clock = options.clock;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** @throws NotFoundError */
  async proposal(caller: Caller, id: string): Promise<ProposalView> {
    const proposal = await this.#store.get(id);
    const [situation, around, log, now, allowed, live, head] =
      await Promise.all([
        this.#situationOf(proposal),
        this.#store.around(proposal, proposal),
        this.#store.log(id),
        this.#store.now(),
        this.#allowed(caller),
        this.#liveOf(proposal),
        this.#knownHeads?.of(id),
      ]);
    return proposalView({
      proposal,
      ctx: contextOf(situation, caller.actor, { now, around }),
      allowed,
      log,
      verification: verifyAgainst(log, head, now),
      ...live,
    });
  }

  /** What proposing would mean; nothing is written. @throws NotFoundError, ServiceUnavailableError, InputError */
  async preview(
    { actor }: Caller,
    releaseId: string,
    environment: string,
  ): Promise<PreviewView> {
    const release = await this.#store.getRelease(releaseId);
    const { situation, around, input } = await this.#proposing.prepare({
      release,
      environment,
      requestedBy: actor.ref,
    });
    const now = await this.#store.now();
    const ctx = contextOf(situation, actor, { now, around });
    const proposed = { id: PREVIEW, ...input };
    const outcome = propose(proposed, ctx);
    const proposal = draft(proposed, ctx);
    const rollbackTo = situation.running?.version;
    return {
      release,
      environment,
      changes: input.changes,
      fingerprint: input.fingerprint.approval,
      levels: proposal ? levelViews(proposal, ctx) : [],
      gates: situation.gates,
      refusals: outcome.ok ? [] : outcome.reasons,
      waits: proposal?.reasons ?? [],
      ...(rollbackTo !== undefined && { rollbackTo }),
      generatedAt: now,
    };
  }

  /** Releases of a service, newest first, with where each may go by its branch or tag. */
  async releases(_: Caller, service: string): Promise<ReleasesView> {
    const { environments } = this.#policy.current().policy;
    const [releases, now, versions] = await Promise.all([
      this.#store.releasesOf(service, MAX_RELEASES),
      this.#store.now(),
      Promise.all(
        environments.map(({ name }) =>
          this.#orLater(
            this.#observations.baseline({ service, environment: name }),
          ),
        ),
      ),
    ]);
    return {
      releases: releases.map(release => ({
        release,
        environments: environments.map(({ name, trigger, refs }, index) => ({
          name,
          trigger,
          runs: versions[index]?.version === release.version,
          permission: mayGo(release, name, refs),
        })),
      })),
      generatedAt: now,
    };
  }

  async #situationOf(proposal: Proposal): Promise<Situation> {
    const { service, environment, release, policy, state } = proposal;
    const unsettled = isUnsettled(state);
    const now =
      isOpen(state) || unsettled
        ? await this.#orLater(
            this.#situations.of({
              place: { service, environment },
              release,
              rules: policy,
            }),
          )
        : undefined;
    if (now) {
      return now;
    }
    const { running, ...known } = await this.#situations.lastKnown(proposal);
    // What ran before is nothing that somebody could adopt.
    return unsettled || !running ? known : { ...known, running };
  }

  async #liveOf(
    proposal: Proposal,
  ): Promise<{ live?: LiveFigures; liveProblem?: string }> {
    if (!isActive(proposal.state)) {
      return {};
    }
    const live = await this.#orLater(this.#liveFor(proposal));
    if (live === undefined) {
      return { liveProblem: 'Prometheus did not answer in time' };
    }
    return live === 'none' ? {} : { live };
  }

  /** Asked once in two seconds, however many look. */
  #liveFor(proposal: Proposal): Promise<LiveFigures | 'none'> {
    const { id } = proposal;
    const known = this.#live.get(id);
    if (!known && this.#live.size >= MAX_LIVE) {
      this.#live.clear();
    }
    const ask =
      known ??
      kept(() => this.#askLive(proposal), {
        forMs: KEEP_LIVE_MS,
        clock: this.#clock,
      });
    this.#live.set(id, ask);
    return ask();
  }

  /** `none` where nothing moves traffic in steps: there are no two versions to compare. */
  async #askLive(place: Proposal): Promise<LiveFigures | 'none'> {
    const { rollout } = await this.#observations.of(place);
    return rollout
      ? this.#figures.live(place, {
          stable: rollout.stableHash,
          canary: rollout.podHash,
        })
      : 'none';
  }

  async #allowed({ credentials }: Caller) {
    const names = Object.keys(ASKED) as (keyof typeof ASKED)[];
    const answers = await this.#permissions.authorize(
      names.map(name => ({ permission: ASKED[name] })),
      { credentials },
    );
    const may = (name: keyof typeof ASKED) =>
      answers[names.indexOf(name)]?.result === AuthorizeResult.ALLOW;
    return {
      create: may('create'),
      decide: may('decide'),
      control: may('control'),
      breakGlass: may('breakGlass'),
    };
  }

  /** Undefined when it does not come while somebody waits for the page. */
  #orLater<T>(answer: Promise<T>): Promise<T | undefined> {
    return inTime(answer, this.#patienceMs);
  }
}

function mayGo(
  { ref }: Release,
  environment: string,
  refs: readonly string[],
): { ok: true } | { ok: false; reasons: readonly Reason[] } {
  return refs.some(pattern => refMatches(pattern, ref))
    ? { ok: true }
    : {
        ok: false,
        reasons: [{ code: 'ref-not-allowed', params: { ref, environment } }],
      };
}
