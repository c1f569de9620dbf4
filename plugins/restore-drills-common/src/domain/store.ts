/** What holds the data. The driver of `rds` is built to the vendor's description, and was never run against it. */
export const STORE_KINDS = [
  'postgres',
  'pgbackrest',
  'redis',
  'sqlite',
  'rds',
] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

/** Kinds of loss that a target is set for. */
export const SCENARIOS = [
  'bad-write',
  'instance-loss',
  'zone-loss',
  'region-loss',
  'ransomware',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Priority of what depends on the store, as the incident levels of the architecture. */
export type Priority = 'P0' | 'P1' | 'P2';

/** What must be met: time to recover and data that may be lost, in milliseconds. */
export interface Target {
  rtoMs: number;
  rpoMs: number;
}

/** A protected store. Where it is and its credentials are the backend's alone. */
export interface Store {
  /** Lower-case letters, digits and dashes. */
  id: string;
  title: string;
  kind: StoreKind;
  /** Entity reference of the component or resource that owns the data. */
  entity?: string;
  /** Entity reference of the team that is told of failures. */
  owner?: string;
  priority: Priority;
  targets: Partial<Record<Scenario, Target>>;
  /** Time between markers, in milliseconds; none are written where it is absent. */
  heartbeatMs?: number;
}

/** What a drill damages on purpose in its own copy; it must then fail, and name it. */
export const NEGATIVE_CONTROLS = [
  'missing-wal-segment',
  'flipped-byte',
  'archive-mode-on',
  'rdb-beside-aof',
  'stale-copy',
] as const;
export type NegativeControl = (typeof NEGATIVE_CONTROLS)[number];

/** The controls that fit a kind of store. */
export const CONTROLS_OF: Record<StoreKind, readonly NegativeControl[]> = {
  postgres: [
    'missing-wal-segment',
    'flipped-byte',
    'archive-mode-on',
    'stale-copy',
  ],
  pgbackrest: ['missing-wal-segment', 'flipped-byte', 'stale-copy'],
  redis: ['flipped-byte', 'rdb-beside-aof', 'stale-copy'],
  sqlite: ['flipped-byte', 'stale-copy'],
  rds: ['stale-copy'],
};
