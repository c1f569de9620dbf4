import { Figure, formatCount, formatPercent } from '@textloom/ui';
import { SignalSummary } from '@textloom/plugin-clusters-common';
import { severityIntent } from '../presentation/intents';
import { Say } from './say';

/** Signals of the service that have a place in a cluster's strip. */
const SHOWN = ['api-latency-p95', 'api-error-rate', 'tasks-per-hour'] as const;

type Shown = (typeof SHOWN)[number];

/** How far a value is on the bad side of its limit, so that the worst subject is shown. */
function badness({ value, limit }: SignalSummary): number {
  if (!limit || limit.value === 0) return value;
  const ratio = value / limit.value;
  return limit.bad === 'above' ? ratio : -ratio;
}

/** The subject of a signal that is nearest to its limit or furthest beyond it. */
export function worstOf(
  signals: SignalSummary[],
  signal: SignalSummary['signal'],
): SignalSummary | undefined {
  return signals
    .filter(entry => entry.signal === signal && Number.isFinite(entry.value))
    .sort((a, b) => badness(b) - badness(a))[0];
}

function formatted(id: Shown, value: number, say: Say): [string, string] {
  switch (id) {
    case 'api-latency-p95':
      return value < 10
        ? [formatCount(Math.round(value * 1000)), say('figures.unit.ms')]
        : [formatCount(Math.round(value)), say('figures.unit.s')];
    case 'api-error-rate':
      return [formatPercent(value / 100).replace('%', ''), '%'];
    default:
      return [formatCount(Math.round(value)), say('figures.unit.perHour')];
  }
}

function limitNote(id: Shown, { limit, subject }: SignalSummary, say: Say) {
  if (!limit) return say('figures.ofSubject', { subject });
  const key = limit.bad === 'above' ? 'figures.limit' : 'figures.floor';
  const [value, unit] = formatted(id, limit.value, say);
  return say(key, {
    limit: unit === '%' ? `${value}${unit}` : `${value} ${unit}`,
  });
}

/** The service's own figures as far as Prometheus tells them: the worst subject of each, against its limit. */
export function serviceFigures(signals: SignalSummary[], say: Say): Figure[] {
  return SHOWN.flatMap(id => {
    const worst = worstOf(signals, id);
    if (!worst) return [];
    const [value, unit] = formatted(id, worst.value, say);
    const bad = worst.severity && worst.severity !== 'info';
    return [
      {
        id,
        label: say(`figures.signal.${id}`),
        value,
        unit,
        note: limitNote(id, worst, say),
        intent: bad ? severityIntent(worst.severity ?? 'warning') : undefined,
      },
    ];
  });
}
