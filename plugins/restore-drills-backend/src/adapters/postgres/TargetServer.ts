import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Problem,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { shortFolder } from '../guard';
import { makeFolder } from '../guard/folders';
import { endProcesses, Identity, serverIdentity } from '../process';
import { checkAmcheck } from './checks/amcheck';
import {
  checkArchiveUntouched,
  HistoryReader,
} from './checks/archiveUntouched';
import { checkCatalog } from './checks/catalog';
import { checkRows } from './checks/rows';
import { checkSequences } from './checks/sequences';
import { checkSmoke } from './checks/smoke';
import { CheckInput, failed, passed } from './checks/types';
import { withSession } from './client';
import { configure, writeRestoreScript } from './configure';
import { makePrivate } from './copyTree';
import { diagnose, hasAsked } from './diagnose';
import { isTooLong, Layout, layoutOf, targetConnection } from './layout';
import { readMarkers } from './markersTable';
import { ensureRunning, StartOptions, startTarget } from './recovery';
import { ServerSettings } from './settings';
import { addressOf, readReplaySettings, readSource } from './source';

type Facts = Record<string, string | number>;

const TARGET_MISSED = /recovery ended before configured recovery target/;
/** The server has come to the end of what it could read of the log; anything else has other reasons. */
const ENDED_IN_LOG =
  /recovery ended before configured|WAL ends before|could not (?:locate|find|read)/;

/** What recovery is measured against; it is asked only where it is needed. */
export interface ReplayExpectation {
  /** Last segment that was frozen without a gap. */
  last: string;
  segmentBytes: number;
  /** Segments that were there when the server was started. */
  available: readonly string[];
}

/** The steps of a drill in which a PostgreSQL server is made, started and looked at, wherever its bytes come from. */
export class TargetServer {
  readonly #settings: ServerSettings;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  /** Makes an empty data directory and finds a place for the socket. */
  async provision(context: DrillContext): Promise<Facts> {
    const { connection } = this.#settings;
    const layout = layoutOf(context.directory);
    const identity = await this.identity();
    await this.clear(layout);
    const options = { signal: context.signal };
    const source = await readSource(connection, context.now, options);
    const replay = await readReplaySettings(connection, options);
    await makePrivate(layout.data, identity);
    const socket = await this.#socketFolder(context, identity);
    return {
      dataDirectory: layout.data,
      socket,
      address: addressOf({ socket, port: 54321 }),
      superuser: source.superuser,
      sourceVersionNumber: source.version,
      replaySettings: JSON.stringify(replay),
    };
  }

  async #socketFolder(
    context: DrillContext,
    identity: Identity,
  ): Promise<string> {
    const own = join(context.directory, 'socket');
    if (!isTooLong(own)) {
      await makePrivate(own, identity);
      return own;
    }
    const short = shortFolder(context.drill);
    if (short !== context.directory) {
      await makeFolder(short, context);
    }
    const folder = join(short, 's');
    await makePrivate(folder, identity);
    return folder;
  }

  identity(): Promise<Identity> {
    return serverIdentity(this.#settings.runAs);
  }

  /** Ends and removes what an earlier attempt has made, but for the socket's folder. */
  async clear(layout: Layout): Promise<void> {
    await endProcesses(layout.data);
    const made = [
      layout.data,
      layout.tablespaces,
      layout.archive,
      layout.scratchArchive,
      layout.requests,
      layout.log,
      layout.checks,
    ];
    await Promise.all(
      made.map(path => rm(path, { recursive: true, force: true })),
    );
  }

  /** Writes how the target is to recover; its bytes are in place. */
  async configure(context: DrillContext, serve: string): Promise<void> {
    const { drill, target, plan, control } = context;
    const layout = layoutOf(context.directory);
    const identity = await this.identity();
    await writeRestoreScript(layout, identity, serve);
    await configure({
      layout,
      identity,
      socket: String(target.socket),
      drill,
      version: Number(target.sourceVersionNumber),
      recovery: plan.target,
      replay: JSON.parse(String(target.replaySettings)) as Record<
        string,
        string
      >,
      archives: control === 'archive-mode-on',
    });
  }

  /**
   * Starts the server and waits until it can be written to.
   *
   * @throws DrillProblem what recovery has met: a segment that is missing or damaged, a target that it did not reach.
   */
  async recover(
    context: DrillContext,
    expectation: ReplayExpectation,
  ): Promise<Facts> {
    try {
      return await startTarget(await this.#start(context));
    } catch (error) {
      if (
        !(error instanceof DrillProblem) ||
        error.problem.code !== 'did-not-start'
      ) {
        throw error;
      }
      throw new DrillProblem(
        await this.#whyEnded(context, expectation, error.problem),
      );
    }
  }

  async #whyEnded(
    context: DrillContext,
    expectation: ReplayExpectation,
    problem: Problem,
  ): Promise<Problem> {
    const words = problem.actual ?? '';
    const layout = layoutOf(context.directory);
    if (ENDED_IN_LOG.test(words) && (await hasAsked(layout))) {
      const met = await diagnose({ layout, ...expectation });
      if (met) {
        return met;
      }
    }
    return TARGET_MISSED.test(words)
      ? { code: 'recovery-ended-early', actual: problem.actual }
      : problem;
  }

  async #start(context: DrillContext): Promise<StartOptions> {
    return {
      context,
      layout: layoutOf(context.directory),
      identity: await this.identity(),
      bin: this.#settings.bin,
      database: this.#settings.connection.database,
    };
  }

  /** How far replay got, and what the restored data looks like. */
  async verify(
    context: DrillContext,
    expectation: ReplayExpectation,
    readHistory: HistoryReader,
  ): Promise<Verification[]> {
    await ensureRunning(await this.#start(context));
    const input: CheckInput = {
      context,
      settings: this.#settings,
      target: targetConnection(context, this.#settings.connection.database),
    };
    const layout = layoutOf(context.directory);
    const checks: [string, () => Promise<Verification>][] = [
      ['archive-continuity', () => checkReplay(context, layout, expectation)],
      [
        'archive-untouched',
        () => checkArchiveUntouched(input, layout, readHistory),
      ],
      ['catalog', () => checkCatalog(input)],
      ['rows', () => checkRows(input)],
      ['sequences', () => checkSequences(input)],
      [
        'pg_amcheck',
        async () =>
          checkAmcheck(input, this.#settings.bin, await this.identity()),
      ],
    ];
    const results: Verification[] = [];
    for (const [name, check] of checks) {
      context.signal.throwIfAborted();
      context.log(`checking ${name}`);
      results.push(await check());
    }
    return results;
  }

  /** The first business request, in a transaction that is rolled back. */
  async smoke(context: DrillContext): Promise<Verification> {
    await ensureRunning(await this.#start(context));
    const { connection, smoke } = this.#settings;
    return checkSmoke(
      targetConnection(context, connection.database),
      smoke,
      context.signal,
    );
  }

  async markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    await ensureRunning(await this.#start(context));
    const { connection, heartbeatConnection } = this.#settings;
    const { database } = heartbeatConnection ?? connection;
    return withSession(
      targetConnection(context, database),
      { signal: context.signal },
      readMarkers,
    );
  }
}

/** Without a target, everything that was frozen must have been replayed. */
async function checkReplay(
  { plan }: DrillContext,
  layout: Layout,
  expectation: ReplayExpectation,
): Promise<Verification> {
  const name = 'archive-continuity';
  const method =
    'what recovery asked the frozen archive for, against its last segment';
  const { last } = expectation;
  if (plan.target.kind !== 'latest') {
    const log = await readFile(layout.log, 'utf8').catch(() => '');
    return /recovery stopping (?:before|after|at)/.test(log)
      ? passed(name, 'what the server says of its target', {
          expected: plan.target.kind,
        })
      : failed(name, method, {
          code: 'recovery-ended-early',
          expected: plan.target.kind,
        });
  }
  const problem = await diagnose({ layout, ...expectation });
  return problem
    ? failed(name, method, problem)
    : passed(name, method, { expected: last, actual: last });
}
