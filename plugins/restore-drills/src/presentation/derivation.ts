import { Rpa, Target } from '@textloom/plugin-restore-drills-common';
import { Say } from '../text/say';

/** A figure of a formula: what it is, and its value. */
export interface DerivationLine {
  id: string;
  term: string;
  value: string;
  /** The line is the result. */
  result?: boolean;
}

/** How a figure came about: the formula in words, then its figures. */
export interface Derivation {
  formula: string;
  lines: DerivationLine[];
}

function markerLines(rpa: Rpa, say: Say): DerivationLine[] {
  const { lastSeq, expectedSeq, derivation } = rpa;
  const { lastSentAt, nextAckedAt } = derivation;
  return [
    {
      id: 'last',
      term: say('derivation.lastMarker'),
      value:
        lastSeq === undefined || lastSentAt === undefined
          ? say('derivation.noMarker')
          : say('derivation.sent', {
              seq: lastSeq,
              when: say.exactly(lastSentAt),
            }),
    },
    {
      id: 'next',
      term: say('derivation.nextMarker'),
      value:
        nextAckedAt === undefined || lastSeq === undefined
          ? say('derivation.noNext')
          : say('derivation.acked', {
              seq: lastSeq + 1,
              when: say.exactly(nextAckedAt),
            }),
    },
    ...(expectedSeq === undefined
      ? []
      : [
          {
            id: 'expected',
            term: say('derivation.expected'),
            value: `#${expectedSeq}`,
          },
        ]),
  ];
}

/** How much was lost, and why we say so. */
export function rpaDerivation(
  rpa: Rpa,
  target: Target | undefined,
  say: Say,
): Derivation {
  const { restorePointAt, failedAt } = rpa.derivation;
  const evidence =
    rpa.method === 'markers'
      ? markerLines(rpa, say)
      : [
          {
            id: 'point',
            term: say(`derivation.${rpa.method}`),
            value:
              restorePointAt === undefined
                ? say('unknownValue')
                : say.exactly(restorePointAt),
          },
        ];
  return {
    formula: say(`derivation.formula.${rpa.method}`),
    lines: [
      {
        id: 'failed',
        term: say('derivation.failedAt'),
        value: say.exactly(failedAt),
      },
      ...evidence,
      {
        id: 'lower',
        term: say('derivation.lower'),
        value: say.duration(rpa.lowerMs),
      },
      {
        id: 'upper',
        term: say('derivation.upper'),
        value: say.duration(rpa.upperMs),
        result: true,
      },
      {
        id: 'limit',
        term: 'RPO',
        value: target ? say.duration(target.rpoMs) : say('derivation.noTarget'),
      },
    ],
  };
}
