import { MINUTE, SECOND } from '@textloom/kernel';
import { Drill, Findings } from '../domain/drill';
import { FrozenEvidence } from '../domain/facts';
import { frozenDigest } from '../domain/hash';
import { rpaOf } from '../domain/rpa';
import { rtaOf } from '../domain/rtaOf';
import { Problem, StepName } from '../domain/steps';
import { aLedger } from './builders';

/** What a step of a simulated drill does. With a problem it fails. */
export interface StepResult {
  durationMs?: number;
  bytes?: { done: number; total?: number };
  problem?: Problem;
  findings?: Findings;
}

/** A result, or how it follows from the drill at the beginning of the step. */
export type StepScript =
  | StepResult
  | ((drill: Drill, at: number) => StepResult);

const BASE = 1_240_000_000;
const SEGMENT = 16_777_216;
/** Newest marker that has reached the repository when the failure is simulated. */
export const EXPECTED_SEQ = 48_210;

/** Freezes the evidence of a store, with or without markers in it. */
export function freezing(expectedSeq: number | undefined): StepScript {
  return (_drill, failedAt) => ({
    durationMs: 120,
    findings: { frozen: frozenAt(failedAt, expectedSeq) },
  });
}

function frozenAt(
  failedAt: number,
  expectedSeq: number | undefined,
): FrozenEvidence {
  const archive = Array.from({ length: 12 }, (_, index) => ({
    name: `0000000100000000000000${(0x2a + index).toString(16).toUpperCase()}`,
    bytes: SEGMENT,
    modifiedAt: failedAt - (12 - index) * MINUTE,
  }));
  const frozen = {
    failedAt,
    backup: {
      id: 'base-20261129T0200',
      completedAt: failedAt - 13 * MINUTE,
      bytes: BASE,
    },
    archive,
    recoverableUntil: '0/36000000',
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
  };
  return { ...frozen, digest: frozenDigest(frozen) };
}

function plan({ findings }: Drill): StepResult {
  const backup = findings.frozen?.backup ?? {
    id: 'base',
    completedAt: 0,
    bytes: BASE,
  };
  return {
    durationMs: 45,
    findings: {
      dryRun: {
        commands: [
          'pg_verifybackup -n backups/base-20261129T0200',
          'copy backups/base-20261129T0200 to data',
          'pg_ctl -D data -w start',
        ],
        backup,
        archiveFiles: findings.frozen?.archive.length ?? 0,
        archiveBytes: (findings.frozen?.archive.length ?? 0) * SEGMENT,
        checks: ['pg_verifybackup', 'row-counts', 'pg_amcheck'],
        refusals: [],
      },
    },
  };
}

function measure(drill: Drill): StepResult {
  const failedAt = drill.findings.frozen?.failedAt ?? drill.queuedAt;
  const ledger = aLedger({
    firstSeq: EXPECTED_SEQ - 10,
    count: 20,
    firstSentAt: failedAt - 100 * SECOND,
  });
  const markers = drill.findings.markers ?? {
    min: EXPECTED_SEQ - 2_000,
    max: EXPECTED_SEQ,
    count: 2_001,
  };
  return {
    durationMs: 80,
    findings: {
      markers,
      rpa: rpaOf({
        failedAt,
        markers,
        ledger,
        expectedSeq: drill.findings.frozen?.expectedSeq,
      }),
      rta: rtaOf(drill, 250),
    },
  };
}

/** What the steps of a drill do when all is well. */
export const HEALTHY: Record<StepName, StepScript> = {
  probe: {
    durationMs: 310,
    findings: {
      probe: {
        tools: [
          { name: 'postgres', version: '15.20' },
          { name: 'pg_verifybackup', version: '15.20' },
        ],
        missing: ['pg_checksums'],
        sourceIdentity: '7312345678901234567',
        sourceVersion: '15.20',
        clock: { offsetMs: 3, uncertaintyMs: 1 },
        neededBytes: BASE * 2,
        freeBytes: 60_000_000_000,
      },
    },
  },
  freeze: freezing(EXPECTED_SEQ),
  plan,
  provision: {
    durationMs: 60,
    findings: { target: { directory: 'data', port: 41_512 } },
  },
  restore: {
    durationMs: 2_040,
    bytes: { done: BASE, total: BASE },
    findings: { target: { files: 1_312 } },
  },
  recover: {
    durationMs: 15_300,
    findings: {
      recovery: {
        redoSeconds: 14.3,
        lastTransaction: '2026-11-29 11:59:10.412+00',
        timeline: 2,
      },
    },
  },
  verify: {
    durationMs: 13_100,
    findings: {
      verifications: [
        {
          name: 'pg_verifybackup',
          state: 'passed',
          blocking: true,
          method: 'pg_verifybackup -n',
        },
        {
          name: 'row-counts',
          state: 'passed',
          blocking: true,
          method: 'SELECT count(*) of 14 tables',
          expected: '8,120,411',
          actual: '8,120,411',
        },
        {
          name: 'pg_amcheck',
          state: 'passed',
          blocking: false,
          method: 'pg_amcheck -a --heapallindexed',
        },
        {
          name: 'pg_checksums',
          state: 'skipped',
          blocking: false,
          method: 'pg_checksums is not installed',
        },
      ],
    },
  },
  smoke: {
    durationMs: 35,
    findings: {
      smoke: {
        name: 'smoke',
        state: 'passed',
        blocking: true,
        method: 'SELECT title FROM videos ORDER BY id DESC LIMIT 1',
      },
    },
  },
  measure,
  teardown: {
    durationMs: 640,
    findings: { removed: ['process 4711', 'folder drill-00c0ffee'] },
  },
  sweep: { durationMs: 90, findings: { leftovers: [] } },
};
