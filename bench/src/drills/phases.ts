import { median } from '../result.ts';
import { formatFigure } from '../table.ts';

/** What both do, in order; the steps of a drill have these names. */
export const PHASES = [
  'provision',
  'restore',
  'recover',
  'verify',
  'smoke',
  'teardown',
] as const;

/** Milliseconds of each. */
export type Phases = Record<(typeof PHASES)[number], number>;

/** What both have inside of a phase, and what one has alone. */
const INSIDE: Record<keyof Phases, string> = {
  provision: 'folders, settings of the source; ours alone: the guard',
  restore:
    'base backup copied, pg_verifybackup; ours alone: the log frozen, all written to the disk',
  recover:
    'replay to the point, until it takes writes; script alone: each segment copied',
  verify:
    'point reached, newest rows, columns, sequences, pg_amcheck; ours alone: indexes, constraints, roles',
  smoke: 'first business request',
  teardown: 'server ended, folder removed; ours alone: shown to be gone',
};

export function totalOf(phases: Phases): number {
  return PHASES.reduce((sum, name) => sum + phases[name], 0);
}

/**
 * A line for each phase, with medians.
 * @param around - what a drill takes besides, from Start to its end, in milliseconds
 */
export function renderPhases(
  ours: readonly Phases[],
  script: readonly Phases[],
  around: readonly number[],
): string {
  const seconds = (ms: readonly number[]) =>
    `${formatFigure(median(ms) / 1_000)} s`;
  const rows = [
    ['', 'ours', 'script', ''],
    ...PHASES.map(name => [
      name,
      seconds(ours.map(phases => phases[name])),
      seconds(script.map(phases => phases[name])),
      INSIDE[name],
    ]),
    [
      'all six',
      seconds(ours.map(totalOf)),
      seconds(script.map(totalOf)),
      'what is compared',
    ],
    [
      'besides',
      seconds(around),
      '–',
      'queue, probe, freeze, plan, measure, sweep, and the journal of it all',
    ],
  ];
  const widths = [0, 1, 2].map(column =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
