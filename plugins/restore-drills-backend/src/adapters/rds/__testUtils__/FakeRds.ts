import {
  DBInstance,
  DBInstanceAlreadyExistsFault$,
  DBInstanceNotFoundFault$,
  DBSnapshot,
  DBSnapshotNotFoundFault$,
  DBSubnetGroupNotFoundFault$,
  InvalidDBInstanceStateFault$,
  InvalidRestoreFault$,
  ModifyDBInstanceMessage,
  PointInTimeRestoreNotEnabledFault$,
  RestoreDBInstanceFromDBSnapshotMessage,
  RestoreDBInstanceToPointInTimeMessage,
} from '@aws-sdk/client-rds';
import { Pace } from '../waiting';
import { errorOf } from './fromSchema';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** RDS gives its latest restorable time so late. */
const ARCHIVE_MS = 5 * MINUTE;
const DELETING_MS = MINUTE;
/** A new password is pending for so long, and then being set for so long. */
const PASSWORD_MS = { pending: 10 * SECOND, set: 40 * SECOND };
const PAGE = { min: 20, max: 100 };

/** A clock that is ahead of the real one by what was slept. */
export class FakePace implements Pace {
  #ahead = 0;

  now = () => Date.now() + this.#ahead;

  skip(ms: number): void {
    this.#ahead += ms;
  }

  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.skip(ms);
    // Others take their turn, as while real time passes.
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** An error that RDS answers with. */
export class FakeFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor({ code, status }: { code: string; status: number }) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

const fault = (schema: Parameters<typeof errorOf>[0]) =>
  new FakeFault(errorOf(schema));
const refused = (code: string) => new FakeFault({ code, status: 400 });

/** What a copy is made of. */
export interface FakeRestore {
  id: string;
  /** Everything after it is not in the copy, in milliseconds since the epoch. */
  at: number;
}

/** The servers behind the instances. */
export interface FakeServers {
  /** Makes a server with the data of the source. */
  restore(restore: FakeRestore): Promise<{ host: string; port: number }>;
  setPassword(id: string, user: string, password: string): Promise<void>;
  remove(id: string): Promise<void>;
}

interface FakeInstance {
  record: DBInstance;
  createdAt: number;
  /** States after the creation, with how long each lasts; the last stays. */
  phases: readonly (readonly [string, number])[];
  server?: Promise<{ host: string; port: number }>;
  password?: { value: string; at: number };
  deletedAt?: number;
}

/** What an account has, and what RDS does with it: state and rules, without the wire. */
export class FakeRds {
  readonly pace: FakePace;
  readonly account = '111122223333';
  readonly region = 'ap-southeast-1';
  readonly subnetGroups = ['drills'];
  phases: FakeInstance['phases'] = [
    ['creating', 4 * MINUTE],
    ['backing-up', 2 * MINUTE],
    ['available', 0],
  ];
  quotas = [
    { AccountQuotaName: 'DBInstances', Used: 3, Max: 40 },
    { AccountQuotaName: 'AllocatedStorage', Used: 900, Max: 100_000 },
  ];
  snapshots: DBSnapshot[] = [];
  /** What remains after an instance was deleted. */
  retainedBackups: string[] = [];
  pageSize = PAGE.max;
  readonly #servers: FakeServers | undefined;
  readonly #instances = new Map<string, FakeInstance>();
  #made = 0;

  constructor(pace: FakePace, servers?: FakeServers) {
    this.pace = pace;
    this.#servers = servers;
  }

  /** Puts an instance there, ready for use. */
  add(id: string, record: Partial<DBInstance> = {}): DBInstance {
    const whole = { ...this.#recordOf(id), ...record };
    this.#instances.set(id, {
      record: whole,
      createdAt: this.pace.now() - DAY,
      phases: [['available', 0]],
    });
    return whole;
  }

  /** Changes an instance behind the back of whoever made it. */
  change(id: string, record: Partial<DBInstance>): void {
    Object.assign(this.#of(id).record, record);
  }

  /** Takes an instance away, as somebody at the console would. */
  drop(id: string): void {
    this.#instances.delete(id);
  }

  ids(): string[] {
    return [...this.#instances.keys()];
  }

  record(id: string): DBInstance {
    return this.#of(id).record;
  }

  async describe(id: string): Promise<DBInstance> {
    const instance = this.#of(id);
    const status = await this.#statusOf(id, instance);
    if (status === 'gone') {
      throw fault(DBInstanceNotFoundFault$);
    }
    const { record, server, password } = instance;
    const isMade = !['creating'].includes(status);
    const endpoint = isMade ? await server : undefined;
    return {
      ...record,
      DBInstanceStatus: status,
      ...(endpoint && {
        Endpoint: { Address: endpoint.host, Port: endpoint.port },
      }),
      ...((record.BackupRetentionPeriod ?? 0) > 0 && {
        LatestRestorableTime: new Date(this.latestRestorable()),
      }),
      PendingModifiedValues: password ? { MasterUserPassword: '****' } : {},
    };
  }

  async page(
    marker: string | undefined,
    maxRecords: number | undefined,
  ): Promise<{ items: DBInstance[]; marker?: string }> {
    if (maxRecords !== undefined && !(maxRecords >= PAGE.min)) {
      throw refused('InvalidParameterValue');
    }
    const from = Number(marker ?? 0);
    const size = Math.min(maxRecords ?? PAGE.max, this.pageSize);
    const ids = this.ids();
    const items: DBInstance[] = [];
    for (const id of ids.slice(from, from + size)) {
      items.push(
        ...(await this.describe(id).then(
          one => [one],
          () => [],
        )),
      );
    }
    const next = from + size;
    return { items, ...(next < ids.length && { marker: String(next) }) };
  }

  latestRestorable(): number {
    const at = this.pace.now() - ARCHIVE_MS;
    return at - (at % SECOND);
  }

  backups(id: string) {
    const found = this.#instances.get(id);
    const keeps = (found?.record.BackupRetentionPeriod ?? 0) > 0;
    return [
      ...(found && keeps ? [found.record.DbiResourceId] : []),
      ...this.retainedBackups,
    ].map(DbiResourceId => ({
      DbiResourceId,
      DBInstanceIdentifier: id,
      RestoreWindow: {
        EarliestTime: new Date(this.pace.now() - 7 * DAY),
        LatestTime: new Date(this.latestRestorable()),
      },
    }));
  }

  restoreToPointInTime(input: RestoreDBInstanceToPointInTimeMessage): void {
    const { RestoreTime, UseLatestRestorableTime, SourceDbiResourceId } = input;
    if ((RestoreTime !== undefined) === Boolean(UseLatestRestorableTime)) {
      throw refused('InvalidParameterCombination');
    }
    const source = [...this.#instances.values()].find(
      ({ record }) => record.DbiResourceId === SourceDbiResourceId,
    );
    if (!source) {
      throw fault(DBInstanceNotFoundFault$);
    }
    if (!source.record.BackupRetentionPeriod) {
      throw fault(PointInTimeRestoreNotEnabledFault$);
    }
    const at = RestoreTime?.getTime() ?? this.latestRestorable();
    if (at % SECOND !== 0 || at >= this.latestRestorable()) {
      throw refused('InvalidParameterValue');
    }
    this.#create(String(input.TargetDBInstanceIdentifier), at, source, input);
  }

  restoreFromSnapshot(input: RestoreDBInstanceFromDBSnapshotMessage): void {
    const snapshot = this.snapshots.find(
      one => one.DBSnapshotIdentifier === input.DBSnapshotIdentifier,
    );
    if (!snapshot) {
      throw fault(DBSnapshotNotFoundFault$);
    }
    const source = this.#of(String(snapshot.DBInstanceIdentifier));
    const at = snapshot.SnapshotDatabaseTime?.getTime() ?? 0;
    this.#create(String(input.DBInstanceIdentifier), at, source, input);
  }

  #create(
    id: string,
    at: number,
    source: FakeInstance,
    input: Omit<
      RestoreDBInstanceToPointInTimeMessage,
      'TargetDBInstanceIdentifier'
    >,
  ): void {
    if (this.#instances.has(id)) {
      throw fault(DBInstanceAlreadyExistsFault$);
    }
    const group = input.DBSubnetGroupName ?? 'default';
    if (!this.subnetGroups.includes(group)) {
      throw fault(DBSubnetGroupNotFoundFault$);
    }
    if (!/^db\./.test(input.DBInstanceClass ?? '')) {
      throw fault(InvalidRestoreFault$);
    }
    this.#instances.set(id, {
      createdAt: this.pace.now(),
      phases: this.phases,
      ...(this.#servers && { server: this.#servers.restore({ id, at }) }),
      record: {
        ...this.#recordOf(id),
        EngineVersion: source.record.EngineVersion,
        MasterUsername: source.record.MasterUsername,
        AllocatedStorage: source.record.AllocatedStorage,
        StorageEncrypted: source.record.StorageEncrypted,
        DBInstanceClass: input.DBInstanceClass,
        DBSubnetGroup: { DBSubnetGroupName: group },
        VpcSecurityGroups: input.VpcSecurityGroupIds?.map(one => ({
          VpcSecurityGroupId: one,
          Status: 'active',
        })),
        DBParameterGroups: [
          {
            DBParameterGroupName: input.DBParameterGroupName,
            ParameterApplyStatus: 'in-sync',
          },
        ],
        PubliclyAccessible: input.PubliclyAccessible ?? true,
        MultiAZ: input.MultiAZ ?? false,
        DeletionProtection: input.DeletionProtection ?? false,
        // RDS takes those of the source where none are given.
        BackupRetentionPeriod:
          input.BackupRetentionPeriod ?? source.record.BackupRetentionPeriod,
        TagList: input.Tags,
      },
    });
  }

  async modify(input: ModifyDBInstanceMessage): Promise<void> {
    const id = String(input.DBInstanceIdentifier);
    const instance = this.#of(id);
    if ((await this.#statusOf(id, instance)) !== 'available') {
      throw fault(InvalidDBInstanceStateFault$);
    }
    if (input.MasterUserPassword !== undefined) {
      instance.password = {
        value: input.MasterUserPassword,
        at: this.pace.now(),
      };
    }
  }

  async delete(id: string, skipFinalSnapshot: boolean): Promise<void> {
    const instance = this.#of(id);
    const status = await this.#statusOf(id, instance);
    if (['creating', 'deleting'].includes(status)) {
      throw fault(InvalidDBInstanceStateFault$);
    }
    if (instance.record.DeletionProtection) {
      throw refused('InvalidParameterCombination');
    }
    if (!skipFinalSnapshot) {
      throw refused('InvalidParameterCombination');
    }
    instance.deletedAt = this.pace.now();
    await this.#servers?.remove(id);
  }

  async #statusOf(id: string, instance: FakeInstance): Promise<string> {
    const { deletedAt, createdAt, phases, password, record } = instance;
    const now = this.pace.now();
    if (deletedAt !== undefined) {
      if (now - deletedAt < DELETING_MS) {
        return 'deleting';
      }
      this.#instances.delete(id);
      return 'gone';
    }
    if (password) {
      const since = now - password.at;
      if (since >= PASSWORD_MS.set) {
        const { value } = password;
        const user = String(record.MasterUsername);
        await this.#servers?.setPassword(id, user, value);
        delete instance.password;
      } else if (since >= PASSWORD_MS.pending) {
        return 'resetting-master-credentials';
      }
    }
    let left = now - createdAt;
    for (const [status, ms] of phases) {
      if (left < ms) {
        return status;
      }
      left -= ms;
    }
    return phases[phases.length - 1][0];
  }

  #of(id: string): FakeInstance {
    const found = this.#instances.get(id);
    if (!found) {
      throw fault(DBInstanceNotFoundFault$);
    }
    return found;
  }

  #recordOf(id: string): DBInstance {
    this.#made += 1;
    return {
      DBInstanceIdentifier: id,
      DBInstanceArn: `arn:aws:rds:${this.region}:${this.account}:db:${id}`,
      DbiResourceId: `db-RESOURCE${this.#made}`,
      Engine: 'postgres',
      EngineVersion: '15.20',
      DBInstanceClass: 'db.r6g.2xlarge',
      AllocatedStorage: 100,
      MasterUsername: 'admin',
      BackupRetentionPeriod: 7,
      DBSubnetGroup: { DBSubnetGroupName: 'production' },
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      DBParameterGroups: [
        { DBParameterGroupName: 'production', ParameterApplyStatus: 'in-sync' },
      ],
      PubliclyAccessible: false,
      MultiAZ: true,
      DeletionProtection: true,
      StorageEncrypted: true,
      TagList: [{ Key: 'team', Value: 'video' }],
    };
  }
}
