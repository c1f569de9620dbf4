import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Built, Store } from './backend.ts';

const VOTERS = 100;
const PLACE = { service: 'bench', environment: 'prod' };
const TEAM = 'group:default/approvers';
const POLICY = `
defaults: { maxProofAge: 1h }
environments:
  - name: prod
    trigger: proposal
    refs: [refs/tags/v*]
    levels:
      - { name: Approver, approvals: 1, groups: [${TEAM}] }
breakGlass: { groups: [${TEAM}], severities: [P0], reviewWithin: 24h }
`;

/** What a round of votes took, and how many were taken. */
export interface Round {
  /** Milliseconds of each vote. */
  each: number[];
  votesPerSecond: number;
  accepted: number;
}

const person = (name: string) => ({
  ref: `user:default/${name}`,
  name,
  groups: [TEAM],
  identities: [],
});
const people = Array.from({ length: VOTERS }, (_, n) => person(`voter-${n}`));
/** One list for all votes, as the portal keeps what the catalog tells. */
const everybody = [...people, person('requester')];

const human = (ref: string) => ({
  ref,
  kind: 'human',
  provenAt: Date.now(),
});

const context = (
  actor: object,
  now: number,
  around: object,
  policy: object,
) => ({
  actor,
  now,
  people: everybody,
  policy,
  around: {
    gates: [],
    incidents: [],
    running: { images: [], revision: 'a', observedAt: now },
    ...around,
  },
});

async function timed(vote: (n: number) => Promise<boolean>): Promise<Round> {
  const began = performance.now();
  const each: number[] = [];
  let accepted = 0;
  await Promise.all(
    people.map(async (_, n) => {
      const from = performance.now();
      if (await vote(n)) accepted++;
      each.push(performance.now() - from);
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return { each, accepted, votesPerSecond: VOTERS / seconds };
}

/** A hundred people approve one proposal at once; one seat is open. */
export async function storeRound(
  { domain }: Built,
  store: Store,
): Promise<Round & { verified: boolean }> {
  const { policy, problems } = domain.parsePolicy(POLICY);
  if (!policy) throw new Error(JSON.stringify(problems));
  const proposal = await propose(domain, store, policy);
  const fingerprint = proposal.fingerprint.approval;
  const round = await timed(async n => {
    const actor = human(people[n]?.ref ?? '');
    try {
      await store.transact(
        proposal.id,
        { actor, command: 'vote', place: PLACE },
        ({ proposal: before, now, around }) =>
          before
            ? domain.vote(
                before,
                { id: randomUUID(), verdict: 'approve', fingerprint },
                context(actor, now, around, policy),
              )
            : { ok: false, reasons: [] },
      );
      return true;
    } catch (error) {
      if (!(error as { reasons?: unknown }).reasons) throw error;
      return false;
    }
  });
  const log = await store.log(proposal.id);
  const { state } = domain.verifyChain(log);
  return { ...round, verified: state === 'verified' };
}

async function propose(domain: Built['domain'], store: Store, policy: object) {
  const id = randomUUID();
  const release = await store.addRelease({
    id,
    service: PLACE.service,
    version: `1.0.${Number.parseInt(id.slice(0, 6), 16)}`,
    images: [{ repository: 'r/bench', digest: `sha256:${'b'.repeat(64)}` }],
    commit: 'c'.repeat(40),
    ref: 'refs/tags/v1',
    commits: [],
    builder: 'ci',
    evidence: [],
  });
  const strategy = { kind: 'rolling' as const };
  const baseline = { images: [], revision: 'a', observedAt: 0 };
  const { images } = release;
  const actor = human('user:default/requester');
  return store.transact(
    id,
    { actor, command: 'propose', place: PLACE },
    ({ now, around }) =>
      domain.propose(
        {
          id,
          release,
          ...PLACE,
          owner: TEAM,
          fingerprint: domain.fingerprintOf({
            images,
            manifests: [],
            strategy,
            baseline,
          }),
          baseline,
          changes: [],
          involved: [],
        },
        context(actor, now, around, policy),
      ),
  );
}

/** Tables of the floor and of the naive way. */
export async function createBare(database: Knex): Promise<void> {
  await database.schema.createTable('bare', table => {
    table.string('id', 36).primary();
    table.integer('version').notNullable();
    table.text('body').notNullable();
  });
  await database.schema.createTable('bare_events', table => {
    table.string('proposal', 36).notNullable();
    table.integer('sequence').notNullable();
    table.text('event').notNullable();
  });
}

const BODY = JSON.stringify({ text: 'x'.repeat(3_000) });

/** The least that such a vote can be: one conditional UPDATE, and an INSERT where it has hit. */
export async function bareRound(database: Knex): Promise<Round> {
  const id = randomUUID();
  await database('bare').insert({ id, version: 1, body: BODY });
  return timed(() =>
    database.transaction(async transaction => {
      const hit = await transaction('bare')
        .where({ id, version: 1 })
        .update({ version: 2, body: BODY });
      if (hit === 1) {
        await transaction('bare_events').insert({
          proposal: id,
          sequence: 2,
          event: BODY,
        });
      }
      return hit === 1;
    }),
  );
}

/** What is written most often: read, decide, write. Everybody who has read before the first write is taken. */
export async function naiveRound(database: Knex): Promise<Round> {
  const id = randomUUID();
  await database('bare').insert({ id, version: 1, body: BODY });
  return timed(async () => {
    const row = await database('bare').where({ id }).first();
    if (row.version !== 1) return false;
    await database('bare').where({ id }).update({ version: 2, body: BODY });
    await database('bare_events').insert({
      proposal: id,
      sequence: 2,
      event: BODY,
    });
    return true;
  });
}
