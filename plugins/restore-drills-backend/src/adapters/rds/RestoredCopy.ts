import {
  Problem,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { PostgresConnection } from '../postgres/settings';
import { checkCatalog } from '../postgres/checks/catalog';
import { checkRows } from '../postgres/checks/rows';
import { checkSequences } from '../postgres/checks/sequences';
import { checkSmoke } from '../postgres/checks/smoke';
import { CheckInput } from '../postgres/checks/types';
import { isUnreachable, withSession } from '../postgres/client';
import { readMarkers } from '../postgres/markersTable';
import { RdsInstance } from './answers';
import { checkInstance } from './checkInstance';
import { Copies } from './Copies';
import { makePassword, readPassword } from './password';
import { RdsApi } from './RdsApi';
import { secured, RdsSettings } from './settings';
import { isReady, Pace, waitFor } from './waiting';

const WRONG_PASSWORD = '28P01';
/** Of a certificate that is not trusted, or of another host. */
const UNTRUSTED = /CERT|VERIFY_LEAF|SELF_SIGNED|ERR_TLS|ERR_SSL/;

interface Ready {
  connection: PostgresConnection;
  pollingMs: number;
}

/**
 * The restored server of a drill: how it is made to let the drill in, and what it is asked. It never lets in whoever
 * knows a password of the source: that of its master user is a new one, which only the drill has.
 */
export class RestoredCopy {
  readonly #settings: RdsSettings;
  readonly #api: RdsApi;
  readonly #copies: Copies;
  readonly #pace: Pace;

  constructor(options: {
    settings: RdsSettings;
    api: RdsApi;
    copies: Copies;
    pace: Pace;
  }) {
    this.#settings = options.settings;
    this.#api = options.api;
    this.#copies = options.copies;
    this.#pace = options.pace;
  }

  /**
   * Sets a new password, and waits until the copy takes writes.
   *
   * @returns how much too long the wait may have been, in milliseconds.
   * @throws DrillProblem `still-read-only`, or `did-not-start` when it cannot be connected to safely.
   */
  async open(context: DrillContext): Promise<{ pollingMs: number }> {
    const { connection, pollingMs } = await this.#letIn(context);
    const [row] = await this.#session(context, connection, session =>
      session.rows<{ recovering: boolean; closed: string }>(
        `SELECT pg_is_in_recovery() AS recovering,
                current_setting('transaction_read_only') AS closed`,
      ),
    );
    if (row.recovering || row.closed === 'on') {
      throw new DrillProblem({ code: 'still-read-only' });
    }
    return { pollingMs };
  }

  /** How large its databases are, in bytes. */
  async bytes(context: DrillContext): Promise<number> {
    const connection = await this.#connection(context);
    const [{ bytes }] = await this.#session(context, connection, session =>
      session.rows<{ bytes: string }>(
        `SELECT sum(pg_database_size(oid))::text AS bytes FROM pg_database
         WHERE has_database_privilege(oid, 'CONNECT')`,
      ),
    );
    return Number(bytes);
  }

  /** The checks that the other drivers of PostgreSQL make too, and that AWS has made what was asked for. */
  async verify(
    context: DrillContext,
    source: RdsInstance,
  ): Promise<Verification[]> {
    const target = await this.#connection(context);
    const input: CheckInput = {
      context,
      settings: {
        connection: secured(this.#settings.connection, this.#settings),
        ...(this.#settings.tables && { tables: this.#settings.tables }),
      },
      target,
    };
    const checks: [string, () => Promise<Verification>][] = [
      [
        'instance',
        async () =>
          checkInstance(await this.#described(context), source, this.#settings),
      ],
      ['catalog', () => checkCatalog(input)],
      ['rows', () => checkRows(input)],
      ['sequences', () => checkSequences(input)],
    ];
    const results: Verification[] = [];
    for (const [name, check] of checks) {
      context.signal.throwIfAborted();
      context.log(`checking ${name}`);
      results.push(await reaching(context, check));
    }
    return results;
  }

  async smoke(context: DrillContext): Promise<Verification> {
    const { smoke } = this.#settings;
    return checkSmoke(await this.#connection(context), smoke, context.signal);
  }

  async markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    const { heartbeatConnection } = this.#settings;
    const connection = await this.#connection(context);
    const { database = connection.database } = heartbeatConnection ?? {};
    return this.#session(context, { ...connection, database }, readMarkers);
  }

  #session<T>(
    context: DrillContext,
    connection: PostgresConnection,
    act: Parameters<typeof withSession<T>>[2],
  ): Promise<T> {
    return reaching(context, () =>
      withSession(connection, { signal: context.signal }, act),
    );
  }

  /** @throws DrillProblem when it is gone, or another instance has its name. */
  async #described({ drill, signal, log }: DrillContext): Promise<RdsInstance> {
    const copy = await this.#copies.find(drill, { signal, log });
    if (!copy) {
      throw new DrillProblem({ code: 'restore-failed', subject: 'gone' });
    }
    return copy;
  }

  /** A machine that has not made the password makes another. */
  async #connection(context: DrillContext): Promise<PostgresConnection> {
    const password = await readPassword(context.directory);
    return password === undefined
      ? (await this.#letIn(context)).connection
      : this.#connectionOf(await this.#described(context), password);
  }

  async #letIn(context: DrillContext): Promise<Ready> {
    const { signal, log, directory } = context;
    const watch = {
      pace: this.#pace,
      look: () => this.#described(context),
      log: (state: string) => log(`instance: ${state}`),
      signal,
    };
    const { instance } = await waitFor(watch, isReady);
    log('setting a password that only this drill has');
    const password = await makePassword(directory);
    await this.#api.setMasterPassword(instance, password, { signal, log });
    // AWS takes it over some time after it has answered: what counts is that the server lets the drill in.
    let isIn = false;
    for (;;) {
      const waited = await waitFor(
        watch,
        one => isReady(one) && !one.hasPendingPassword,
      );
      const connection = this.#connectionOf(waited.instance, password);
      isIn = await this.#isLetIn(context, connection);
      if (isIn) {
        return { connection, pollingMs: waited.pollingMs };
      }
      await this.#pace.pause(waited.pollingMs, signal);
    }
  }

  async #isLetIn(
    { signal }: DrillContext,
    connection: PostgresConnection,
  ): Promise<boolean> {
    try {
      await withSession(connection, { signal }, ({ rows }) => rows('SELECT 1'));
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (
        isUntrusted(error) ||
        !(isUnreachable(error) || codeOf(error) === WRONG_PASSWORD)
      ) {
        throw connectionProblem(error) ?? error;
      }
      return false;
    }
  }

  #connectionOf(
    { endpoint, masterUser }: RdsInstance,
    password: string,
  ): PostgresConnection {
    if (!endpoint) {
      throw new DrillProblem({
        code: 'did-not-start',
        subject: 'it has no address',
      });
    }
    const { database } = this.#settings.connection;
    const connection = {
      ...endpoint,
      user: masterUser,
      password,
      ...(database !== undefined && { database }),
    };
    return secured(connection, this.#settings);
  }
}

/** What the server that cannot be reached says has hosts in it: it is told as a problem without them. */
async function reaching<T>(
  { signal }: DrillContext,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    signal.throwIfAborted();
    throw connectionProblem(error) ?? error;
  }
}

function connectionProblem(error: unknown): DrillProblem | undefined {
  const because = (subject: string): Problem => ({
    code: 'did-not-start',
    subject,
  });
  if (isUntrusted(error)) {
    return new DrillProblem(because('its certificate is not trusted'));
  }
  return isUnreachable(error)
    ? new DrillProblem(because('it cannot be connected to'))
    : undefined;
}

function isUntrusted(error: unknown): boolean {
  return UNTRUSTED.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
