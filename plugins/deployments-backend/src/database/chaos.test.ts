import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@textloom/backend-kit';
import {
  connectPostgres,
  hasPostgres,
  startPostgres,
} from '@textloom/backend-kit/testUtils';
import {
  LoggedEvent,
  ProposalEvent,
} from '@textloom/plugin-deployments-common';
import { aProposal } from '@textloom/plugin-deployments-common/testUtils';
import { JournalEntry, readJournals } from '../__testUtils__/chaos/journal';
import { CrashingPostgres } from '../__testUtils__/chaos/CrashingPostgres';
import { ask, Operation, randomOf } from '../__testUtils__/chaos/operations';
import { judgeChaos } from '../__testUtils__/chaos/oracle';
import { PROD, uuid } from '../__testUtils__/proposals';
import { verifyLog } from '../verify/verifyLog';
import { DatabaseDeploymentsStore } from './DatabaseDeploymentsStore';
import { readLog } from './readLog';
import { eventOf } from './rows';

const SEED = Number(process.env.CHAOS_SEED ?? 1);
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 20);
const PACKAGE = join(__dirname, '..', '..');
const NONE = { checkpoints: [], brokenLines: [] };

describe('the judge of chaos', () => {
  const operation = (n: number, kind: Operation['kind']): Operation => ({
    id: uuid(n),
    kind,
    place: PROD,
    person: 'lead',
  });
  const acked = (n: number, kind: Operation['kind'] = 'comment') => ({
    operation: operation(n, kind),
    answer: 'acked' as const,
  });
  const stepOf = (proposal: number): Operation => ({
    ...operation(3, 'execute'),
    proposal: uuid(proposal),
  });
  const logOf = (...events: ProposalEvent[]): LoggedEvent[] =>
    events.map((event, index) => ({
      proposal: uuid(1),
      sequence: index + 1,
      event,
      actor: 'user:default/lead',
      at: index,
      fingerprint: '',
      policyVersion: '',
      previousHash: '',
      hash: '',
    }));
  const proposed: ProposalEvent = {
    type: 'proposed',
    proposal: aProposal({ id: uuid(1) }),
  };
  const said: ProposalEvent = { type: 'commented', id: uuid(2), text: 'x' };
  const started: ProposalEvent = {
    type: 'execution-started',
    token: 1,
    attempt: 1,
  };
  const CLEAN = { lost: 0, duplicate: 0, phantom: 0, illegal: 0 };
  const asked = [acked(1, 'propose'), acked(2)];

  it.each<[string, JournalEntry[], LoggedEvent[][], object]>([
    ['nothing', asked, [logOf(proposed, said)], CLEAN],
    ['lost', asked, [logOf(proposed)], { ...CLEAN, lost: 1 }],
    [
      'lost',
      [
        acked(1, 'propose'),
        { operation: stepOf(1), answer: 'acked', version: 2 },
      ],
      [logOf(proposed)],
      { ...CLEAN, lost: 1 },
    ],
    [
      'duplicate',
      asked,
      [logOf(proposed, said, said)],
      { ...CLEAN, duplicate: 1 },
    ],
    [
      'phantom',
      [acked(1, 'propose')],
      [logOf(proposed, said)],
      { ...CLEAN, phantom: 1 },
    ],
    [
      'phantom',
      [acked(1, 'propose'), { ...acked(2), answer: 'refused' }],
      [logOf(proposed, said)],
      { ...CLEAN, phantom: 1 },
    ],
    [
      'illegal',
      [acked(1, 'propose')],
      [
        logOf(proposed, started),
        logOf(
          { type: 'proposed', proposal: aProposal({ id: uuid(1) }) },
          started,
        ),
      ],
      { ...CLEAN, duplicate: 1, illegal: 1 },
    ],
    [
      'illegal',
      [acked(1, 'propose'), acked(3, 'withdraw')],
      [logOf(proposed, { type: 'withdrawn', reason: uuid(3) }, started)],
      { ...CLEAN, illegal: 1 },
    ],
  ])('finds %s', (_, journal, logs, findings) => {
    expect(judgeChaos(journal, logs)).toEqual(findings);
  });
});

const onServer = hasPostgres() || process.env.CI ? describe : describe.skip;

onServer('two processes and their database, all killed at any moment', () => {
  let server: CrashingPostgres;
  let directory: string;

  beforeAll(async () => {
    server = new CrashingPostgres(await startPostgres());
    directory = await mkdtemp(join(tmpdir(), 'chaos-'));
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true });
  }, 60_000);

  /** Runs workers one after the other and kills each, but the last. Answers their journals. */
  async function runWorkers(seed: number, until: number): Promise<string[]> {
    const random = randomOf(seed);
    const journals: string[] = [];
    while (Date.now() < until) {
      const path = join(directory, `${seed}-${journals.length}.jsonl`);
      journals.push(path);
      const args = [server.host, server.user, 'postgres', path];
      const name = String(seed * 1_000 + journals.length);
      const child = spawn(
        process.execPath,
        [
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          join(PACKAGE, 'src/__testUtils__/chaos/worker.ts'),
          ...args,
          name,
          String(until),
        ],
        { cwd: PACKAGE, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit');
      await Promise.race([once(child.stdout, 'data'), ended]);
      const timer = setTimeout(
        () => Date.now() < until && child.kill('SIGKILL'),
        300 + random() * 1_700,
      );
      await ended;
      clearTimeout(timer);
    }
    return journals;
  }

  /** Ends the server now and then. */
  async function crashServer(seed: number, until: number): Promise<void> {
    const random = randomOf(seed);
    const aWhile = () => sleep(1_000 + random() * 3_000);
    for (await aWhile(); Date.now() < until; await aWhile()) {
      await server.crash(random() < 0.5 ? 'SIGKILL' : 'SIGQUIT');
    }
  }

  it(
    'lose nothing, do nothing twice, and leave a log that verifies',
    async () => {
      const knex = connectPostgres(server, 'postgres');
      const database = await openDatabase(
        { getClient: async () => knex },
        '@textloom/plugin-deployments-backend',
      );
      const store = new DatabaseDeploymentsStore(database);
      const until = Date.now() + SECONDS * 1_000;
      const [first, second] = await Promise.all([
        runWorkers(SEED, until),
        runWorkers(SEED + 500, until),
        crashServer(SEED + 900, until),
      ]);
      const paths = [...first, ...second];
      const journal = readJournals(paths);
      // Who has not heard asks again, as a browser does.
      const unknown = journal.filter(({ answer }) => answer === 'unknown');
      for (const entry of unknown) {
        Object.assign(entry, await ask(store, entry.operation));
      }
      const logs: LoggedEvent[][] = [];
      const verification = await readLog(database, async stored => {
        for await (const { log } of stored.proposals()) {
          logs.push(log.map(eventOf));
        }
        return verifyLog(stored, NONE);
      });
      await knex.destroy();
      const findings = judgeChaos(journal, logs);
      const { lost, duplicate, phantom, illegal } = findings;
      const { problems, events } = verification;
      const acked = journal.filter(({ answer }) => answer === 'acked').length;
      process.stdout.write(
        `${journal.length} operations, ${acked} acknowledged, ${unknown.length} unheard, ${paths.length} processes, ${server.crashes} crashes of the database, ` +
          `${events} events: lost ${lost}, duplicate ${duplicate}, phantom ${phantom}, illegal ${illegal}, ` +
          `unaudited ${problems.length}, chain ${
            problems.length ? 'broken' : 'ok'
          }, seed ${SEED}\n`,
      );
      expect(problems).toEqual([]);
      expect(findings).toEqual({
        lost: 0,
        duplicate: 0,
        phantom: 0,
        illegal: 0,
      });
      expect(acked).toBeGreaterThan(0);
      expect(server.crashes).toBeGreaterThan(0);
    },
    (SECONDS + 60) * 1_000,
  );
});
