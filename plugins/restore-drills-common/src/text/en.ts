import { Vocabulary } from './words';

const STEPS: Vocabulary['steps'] = {
  probe: 'Probe',
  freeze: 'Freeze evidence',
  plan: 'Plan',
  provision: 'Provision target',
  restore: 'Restore',
  recover: 'Recover',
  verify: 'Verify',
  smoke: 'First request',
  measure: 'Measure',
  teardown: 'Tear down',
  sweep: 'Sweep',
};

/** English words. */
export const EN: Vocabulary = {
  steps: STEPS,
  stepStates: {
    running: 'Running',
    passed: 'Passed',
    failed: 'Failed',
    interrupted: 'Interrupted',
    skipped: 'Skipped',
  },
  phases: {
    ...STEPS,
    detection: 'Until somebody notices',
    response: 'Until somebody acts',
    switch: 'Until traffic has moved',
  },
  sources: {
    monotonic: 'measured',
    wall: 'measured by the wall clock',
    assumed: 'assumed',
  },
  actors: { machine: 'Machine', human: 'Human', waiting: 'Waiting' },
  scenarios: {
    'bad-write': 'Bad write',
    'instance-loss': 'Instance loss',
    'zone-loss': 'Zone loss',
    'region-loss': 'Region loss',
    ransomware: 'Ransomware',
  },
  kinds: {
    postgres: 'PostgreSQL',
    pgbackrest: 'PostgreSQL with pgBackRest',
    redis: 'Redis',
    sqlite: 'SQLite',
    rds: 'Amazon RDS',
  },
  controls: {
    'missing-wal-segment': 'Missing WAL segment',
    'flipped-byte': 'Flipped byte',
    'archive-mode-on': 'archive_mode left on',
    'rdb-beside-aof': 'RDB beside AOF',
    'stale-copy': 'Stale copy',
  },
  verdicts: {
    PASS: 'Passed',
    PARTIAL: 'Partial',
    FAIL: 'Failed',
    INVALID: 'Invalid',
  },
  meanings: {
    PASS: 'The store was restored within its targets, every blocking check passed, and nothing was left behind.',
    PARTIAL: 'The store was restored, but less is proven than should be.',
    FAIL: 'The store was not restored, a target was missed, or something was lost.',
    INVALID: 'It could not be measured; nothing is proven.',
    refused: 'The drill refused to begin; nothing was touched.',
    cancelled: 'Somebody ended the drill; nothing is proven.',
  },
  states: {
    Queued: 'Queued',
    Running: 'Running',
    Cancelling: 'Cancelling',
    Finished: 'Finished',
  },
  methods: {
    markers: 'by markers',
    'restore-point': 'by the restore point',
    'copy-time': "by the copy's time",
  },
  priorities: { P0: 'P0', P1: 'P1', P2: 'P2' },
  overdue: {
    never: 'Never proven',
    'too-long': 'Not proven for too long',
    failed: 'The last drill failed',
    exposed: 'More would be lost now than the target allows',
  },
  verifications: {
    pg_verifybackup: 'Backup against its manifest',
    pg_amcheck: 'Tables and indexes (amcheck)',
    pg_checksums: 'Page checksums',
    manifest: 'Copy against its manifest',
    'backup-identity': 'The backup that was frozen',
    catalog: 'Tables, extensions and roles',
    'archive-continuity': 'Archive without a gap',
    'row-counts': 'Row counts',
    'row-digests': 'Row digests',
    rows: 'Rows',
    schema: 'Schema',
    extensions: 'Extensions',
    roles: 'Roles',
    sequences: 'Sequences',
    settings: 'Settings',
    'read-write': 'Accepts writes',
    'archive-untouched': 'Archive untouched',
    markers: 'Markers',
    smoke: 'First request',
    'redis-check-rdb': 'RDB file',
    'redis-check-aof': 'Append-only files',
    'key-count': 'Number of keys',
    'key-sample': 'Sample of keys',
    expiry: 'Expiry of keys',
    integrity_check: 'Pages and indexes',
    foreign_key_check: 'Foreign keys',
    'content-hash': 'Content',
    user_version: 'Schema version',
  },
  denials: {
    'no-permission': () => 'You may not do this; people of the SRE team can.',
    'drill-running': subject =>
      subject
        ? `${subject} runs on this store; one drill runs at a time.`
        : 'Another drill runs on this store; one runs at a time.',
    'store-not-ready': subject =>
      subject
        ? `The store is not ready: ${subject}.`
        : 'The store is not ready.',
    'already-finished': () => 'The drill has finished.',
    'already-cancelling': () => 'The drill is being cancelled already.',
    'taking-down': () =>
      'All steps are over; what the drill made is being taken down.',
    'control-not-available': () =>
      'This negative control does not fit this kind of store.',
    'nothing-to-acknowledge': () =>
      'There is no failure that waits to be acknowledged.',
  },
  refused: 'Refused',
  cancelled: 'Cancelled',
  environments: { production: 'Production', sandbox: 'Sandbox' },
  evidence: {
    'not-evidence': 'This is no evidence file.',
    hash: 'The document is not what its hash was made of.',
    signature: 'The signature does not belong to this document.',
    'unknown-key': 'It is signed with a key that is not known here.',
    'event-chain': 'An event is not what was written.',
    outcome: 'The outcome does not follow from the events.',
  },
};
