import {
  DeleteDBInstanceCommand,
  DescribeAccountAttributesCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  paginateDescribeDBInstanceAutomatedBackups,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
  RDSClient,
  RDSClientConfig,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceFromDBSnapshotCommandInput,
  RestoreDBInstanceToPointInTimeCommand,
  RestoreDBInstanceToPointInTimeCommandInput,
} from '@aws-sdk/client-rds';
import {
  backupOf,
  instanceOf,
  quotaOf,
  RdsBackup,
  RdsInstance,
  RdsQuota,
  RdsSnapshot,
  snapshotOf,
} from './answers';
import {
  Asked,
  isInState,
  isNotFound,
  NonsenseError,
  rdsFailure,
} from './failure';

const CONNECT_MS = 5_000;
const ANSWER_MS = 20_000;
/** Of one question with all its attempts and pages. */
const QUESTION_MS = 120_000;
const ATTEMPTS = 5;
const PAGE_SIZE = 100;
/** Far above AWS's quotas; holds against pages without end. */
const MAX_PAGES = 50;

/** How RDS is asked. */
export interface RdsApiOptions {
  region: string;
  endpoint?: string;
  credentials: RDSClientConfig['credentials'];
}

/** Who may end a question, and who hears what the settings have to do with its failure. */
export interface Asking {
  signal?: AbortSignal;
  log?: (line: string) => void;
}

/**
 * What drills ask of RDS, and nothing else. Each question is fresh: nothing is kept between two. What AWS turns away
 * as too much is asked again by the SDK, some times and more and more slowly.
 * Built to the model that the vendor's SDK ships, and tested against it; not exercised against an AWS account.
 */
export class RdsApi {
  readonly #client: RDSClient;

  constructor(options: RdsApiOptions) {
    this.#client = new RDSClient({
      ...options,
      maxAttempts: ATTEMPTS,
      retryMode: 'standard',
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
    });
  }

  /** Version of the interface that is spoken. */
  get version(): string {
    return this.#client.config.apiVersion;
  }

  /** Undefined when there is none of this identifier. */
  async instance(id: string, asking: Asking): Promise<RdsInstance | undefined> {
    const asked = { action: 'DescribeDBInstances', subject: id };
    return this.#ask(asked, asking, async abortSignal => {
      const answer = await this.#client
        .send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }), {
          abortSignal,
        })
        .catch(undefinedWhenNotFound);
      if (!answer) {
        return undefined;
      }
      const found = listOf(answer.DBInstances)
        .map(instanceOf)
        .find(one => one.id === id.toLowerCase());
      if (!found) {
        // That there is none RDS says with a fault; anything else proves nothing.
        throw new NonsenseError('RDS answers with another instance');
      }
      return found;
    });
  }

  /** All instances of the account in the region. */
  instances(asking: Asking): Promise<RdsInstance[]> {
    const asked = { action: 'DescribeDBInstances', subject: 'instances' };
    return this.#ask(asked, asking, async abortSignal => {
      const pages = paginateDescribeDBInstances(
        this.#paging(),
        {},
        { abortSignal },
      );
      return (await collected(pages, page => page.DBInstances)).map(instanceOf);
    });
  }

  /** Automated backups that are kept of an instance. */
  backups(id: string, asking: Asking): Promise<RdsBackup[]> {
    const asked = {
      action: 'DescribeDBInstanceAutomatedBackups',
      subject: id,
    };
    return this.#ask(asked, asking, async abortSignal => {
      const pages = paginateDescribeDBInstanceAutomatedBackups(
        this.#paging(),
        { DBInstanceIdentifier: id },
        { abortSignal },
      );
      const found = await collected(
        pages,
        page => page.DBInstanceAutomatedBackups,
      ).catch(emptyWhenNotFound);
      return found.map(backupOf);
    });
  }

  /** Snapshots of an instance, in any order. */
  snapshots(id: string, asking: Asking): Promise<RdsSnapshot[]> {
    const asked = { action: 'DescribeDBSnapshots', subject: id };
    return this.#ask(asked, asking, async abortSignal => {
      const pages = paginateDescribeDBSnapshots(
        this.#paging(),
        { DBInstanceIdentifier: id },
        { abortSignal },
      );
      const found = await collected(pages, page => page.DBSnapshots).catch(
        emptyWhenNotFound,
      );
      return found
        .map(snapshotOf)
        .filter(({ instance }) => instance === id.toLowerCase());
    });
  }

  /** Limits of the account. */
  quotas(asking: Asking): Promise<RdsQuota[]> {
    const asked = { action: 'DescribeAccountAttributes', subject: 'quotas' };
    return this.#ask(asked, asking, async abortSignal => {
      const { AccountQuotas } = await this.#client.send(
        new DescribeAccountAttributesCommand({}),
        { abortSignal },
      );
      return listOf(AccountQuotas).map(quotaOf);
    });
  }

  /** Begins a restore; the answer says nothing that is not asked again. */
  async restoreToPointInTime(
    input: RestoreDBInstanceToPointInTimeCommandInput,
    asking: Asking,
  ): Promise<void> {
    const asked = {
      action: 'RestoreDBInstanceToPointInTime',
      subject: String(input.TargetDBInstanceIdentifier),
    };
    const command = new RestoreDBInstanceToPointInTimeCommand(input);
    await this.#ask(asked, asking, abortSignal =>
      this.#client.send(command, { abortSignal }),
    );
  }

  async restoreFromSnapshot(
    input: RestoreDBInstanceFromDBSnapshotCommandInput,
    asking: Asking,
  ): Promise<void> {
    const asked = {
      action: 'RestoreDBInstanceFromDBSnapshot',
      subject: String(input.DBInstanceIdentifier),
    };
    const command = new RestoreDBInstanceFromDBSnapshotCommand(input);
    await this.#ask(asked, asking, abortSignal =>
      this.#client.send(command, { abortSignal }),
    );
  }

  /** Whose instance it is, the caller has made sure of. */
  async setMasterPassword(
    { id, hasManagedSecret }: RdsInstance,
    password: string,
    asking: Asking,
  ): Promise<void> {
    const command = new ModifyDBInstanceCommand({
      DBInstanceIdentifier: id,
      MasterUserPassword: password,
      ApplyImmediately: true,
      ...(hasManagedSecret && { ManageMasterUserPassword: false }),
    });
    await this.#ask(
      { action: 'ModifyDBInstance', subject: id },
      asking,
      abortSignal => this.#client.send(command, { abortSignal }),
    );
  }

  /**
   * Whose instance it is, the caller has made sure of. Without a final snapshot, and with its backups.
   *
   * @returns false when the state of the instance does not allow it now; true when it is being deleted, or gone.
   */
  async delete({ id }: RdsInstance, asking: Asking): Promise<boolean> {
    const command = new DeleteDBInstanceCommand({
      DBInstanceIdentifier: id,
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: true,
    });
    return this.#ask(
      { action: 'DeleteDBInstance', subject: id },
      asking,
      async abortSignal => {
        try {
          await this.#client.send(command, { abortSignal });
          return true;
        } catch (error) {
          if (isInState(error)) {
            return false;
          }
          if (isNotFound(error)) {
            return true;
          }
          throw error;
        }
      },
    );
  }

  #paging() {
    return {
      client: this.#client,
      pageSize: PAGE_SIZE,
      stopOnSameToken: true,
    };
  }

  /** @throws the signal's reason, a DrillProblem for what has a meaning, or an Error without AWS's words. */
  async #ask<T>(
    asked: Asked,
    { signal, log }: Asking,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const limit = AbortSignal.timeout(QUESTION_MS);
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      return await untilAborted(either, work);
    } catch (error) {
      signal?.throwIfAborted();
      const { error: failure, advice } = rdsFailure(error, asked);
      if (advice !== undefined) {
        log?.(advice);
      }
      throw failure;
    }
  }
}

/** The outcome of the work unless the signal comes first: looking for credentials does not heed it. */
async function untilAborted<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
  });
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work(signal), aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** @throws NonsenseError when pages do not end: what was not read is not known to be absent. */
async function collected<TPage>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => unknown,
): Promise<unknown[]> {
  const items: unknown[] = [];
  let read = 0;
  for await (const page of pages) {
    items.push(...listOf(itemsOf(page)));
    read += 1;
    if (read > MAX_PAGES) {
      throw new NonsenseError('RDS answers with pages without end');
    }
  }
  return items;
}

/** @throws NonsenseError also when it is missing: RDS sends one that is empty where there is nothing. */
function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw new NonsenseError('RDS answers with no list');
  }
  return value;
}

function undefinedWhenNotFound(error: unknown): undefined {
  if (isNotFound(error)) {
    return undefined;
  }
  throw error;
}

function emptyWhenNotFound(error: unknown): unknown[] {
  if (isNotFound(error)) {
    return [];
  }
  throw error;
}
