import { randomUUID } from 'node:crypto';
import {
  comment,
  commitStep,
  isActive,
  Outcome,
  Proposal,
  propose,
  record,
  vote,
  withdraw,
} from '@textloom/plugin-deployments-common';
import {
  aContext,
  aProposeInput,
  aRelease,
  anActor,
} from '@textloom/plugin-deployments-common/testUtils';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { DeploymentsStore } from '../../service/DeploymentsStore';
import { Place } from '../../service/ports';
import { Answer } from './journal';

/** One thing that a worker asks of the store, complete, so that it can be asked again. */
export interface Operation {
  /** Its idempotency key, and what its effect carries. */
  id: string;
  kind: 'propose' | 'vote' | 'comment' | 'withdraw' | 'execute';
  place: Place;
  /** Absent for a new proposal, whose id is that of the operation. */
  proposal?: string;
  person: string;
  fence?: { token: number; holder: string };
}

const PLACES = ['textloom-api', 'textloom-web'].map(service => ({
  service,
  environment: 'prod',
}));
const PEOPLE = ['dev', 'lead', 'lead2', 'sre', 'sre2'];

/** Numbers from 0 to 1 that follow from a seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5;
    const mixed =
      state ^ (state + Math.imul(state ^ (state >>> 7), state | 61));
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Something that a worker may ask next; undefined when what was drawn is not possible now. */
export async function draw(
  store: DeploymentsStore,
  random: () => number,
  holder: string,
): Promise<Operation | undefined> {
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const place = pick(PLACES) ?? PLACES[0];
  const person = pick(PEOPLE) ?? 'dev';
  const kind =
    pick([
      'propose',
      'vote',
      'vote',
      'vote',
      'comment',
      'withdraw',
      'execute',
      'execute',
    ] as const) ?? 'comment';
  const own = { id: randomUUID(), kind, place, person };
  if (kind === 'propose') {
    return { ...own, person: 'dev' };
  }
  const { items } = await store.list({ ...place, open: true, limit: 5 });
  const active = items.find(({ state }) => isActive(state));
  const proposal = (kind === 'execute' && active) || pick(items);
  if (!proposal) {
    return undefined;
  }
  if (kind === 'execute') {
    const token = await store.lease(place, holder, 500);
    return token === undefined
      ? undefined
      : { ...own, proposal: proposal.id, fence: { token, holder } };
  }
  return { ...own, proposal: proposal.id };
}

/** Asks it; undefined when no answer came, so that nobody can tell what has become of it. */
export async function ask(
  store: DeploymentsStore,
  operation: Operation,
): Promise<Answer | undefined> {
  try {
    const { version } = await perform(store, operation);
    return { answer: 'acked', version };
  } catch (error) {
    const isRefusal =
      error instanceof ConflictError || error instanceof NotFoundError;
    return isRefusal ? { answer: 'refused' } : undefined;
  }
}

function perform(
  store: DeploymentsStore,
  operation: Operation,
): Promise<Proposal> {
  const { id, kind, place, person, fence } = operation;
  const isExecutor = kind === 'execute';
  return store.transact(
    operation.proposal ?? id,
    {
      actor: isExecutor ? { ref: 'portal', kind: 'service' } : anActor(person),
      command: kind,
      place,
      idempotency: { key: id, requestHash: id.padEnd(64, '0') },
      ...(fence && { fence }),
    },
    ({ proposal, now, around }) => {
      const actor = anActor(person, { provenAt: now });
      const ctx = aContext({ now, actor, around });
      if (kind === 'propose') {
        const release = aRelease({ service: place.service });
        return propose(aProposeInput({ id, release, ...place }, ctx), ctx);
      }
      return proposal
        ? decide(proposal, operation, ctx)
        : { ok: false, reasons: [] };
    },
  );
}

function decide(
  proposal: Proposal,
  { id, kind, fence }: Operation,
  ctx: ReturnType<typeof aContext>,
): Outcome {
  switch (kind) {
    case 'vote': {
      const fingerprint = proposal.fingerprint.approval;
      const input = { id, verdict: 'approve', fingerprint } as const;
      return vote(proposal, input, ctx);
    }
    case 'withdraw':
      return withdraw(proposal, { reason: id }, ctx);
    case 'execute':
      return execute(proposal, fence?.token ?? 0, ctx);
    default:
      return comment(proposal, { id, text: 'Looks fine' }, ctx);
  }
}

/** One step of an execution that ends in a rollback. */
function execute(
  proposal: Proposal,
  token: number,
  ctx: ReturnType<typeof aContext>,
): Outcome {
  switch (proposal.state) {
    case 'Executing':
      return record(
        proposal,
        {
          type: 'rollback-started',
          trigger: { kind: 'health', message: 'down' },
        },
        ctx,
      );
    case 'RollingBack':
      return record(proposal, { type: 'rolled-back', digests: [] }, ctx);
    default:
      return commitStep(proposal, { step: 0, token }, ctx);
  }
}
