import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchPortal } from '../portal.ts';
import { PHASES, totalOf } from './phases.ts';
import type { Phases } from './phases.ts';

/** To ask is work for the portal too. */
const POLL_MS = 1_000;
const LIMIT_MS = 10 * 60_000;
/** All that the script checks too; one that was left out would make us look faster. */
const CHECKS = [
  'pg_verifybackup',
  'archive-continuity',
  'archive-untouched',
  'catalog',
  'rows',
  'sequences',
  'pg_amcheck',
];

interface Check {
  name: string;
  state: string;
}

/** As much of a drill as the bench looks at. */
export interface Drill {
  id: string;
  state: string;
  queuedAt: number;
  endedAt?: number;
  steps: readonly { step: string; state: string; durationMs?: number }[];
  findings: { verifications?: readonly Check[]; smoke?: Check };
}

/** Starts a drill as people do, and waits for its end. */
export async function runDrill(
  { baseUrl, headers }: BenchPortal,
  plan: string,
): Promise<{ phases: Phases; around: number }> {
  const api = `${baseUrl}/api/restore-drills`;
  const ask = async <T>(path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${api}${path}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Sentence(`The portal says ${answer.status}: ${text}`);
    }
    return JSON.parse(text) as T;
  };
  const { id } = await ask<{ id: string }>(`/plans/${plan}/drills`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: '{}',
  });
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    const { drill } = await ask<{ drill: Drill }>(`/drills/${id}`);
    if (drill.state === 'Finished') return readDrill(drill);
    await sleep(POLL_MS);
  }
  throw new Sentence(`${id} has not finished in 10 minutes.`);
}

/**
 * Times of a drill in which nothing failed and nothing was left out.
 * @throws Sentence for any other
 */
export function readDrill(drill: Drill): { phases: Phases; around: number } {
  const { steps, findings, queuedAt, endedAt = Number.NaN } = drill;
  const { verifications = [], smoke } = findings;
  const found = [...verifications, ...(smoke ? [smoke] : [])];
  const stateOf = (name: string) =>
    found.find(check => check.name === name)?.state ?? 'missing';
  const wrong = [
    ...steps
      .filter(({ state }) => state !== 'passed')
      .map(({ step, state }) => `${step} ${state}`),
    ...[...CHECKS, 'smoke']
      .filter(name => stateOf(name) !== 'passed')
      .map(name => `${name} ${stateOf(name)}`),
  ];
  const phases = PHASES.map(name => {
    const run = steps.find(({ step }) => step === name);
    if (run?.durationMs === undefined) wrong.push(`${name} not timed`);
    return [name, run?.durationMs ?? 0] as const;
  });
  if (wrong.length > 0) {
    throw new Sentence(
      `${drill.id} does not count: ${wrong.join(
        ', ',
      )}. Its log is in .portal/logs/bench.log.`,
    );
  }
  const times = Object.fromEntries(phases) as Phases;
  return { phases: times, around: endedAt - queuedAt - totalOf(times) };
}
