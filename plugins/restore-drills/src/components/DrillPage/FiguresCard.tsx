import { ReactNode } from 'react';
import { Figure, Figures, formatCount } from '@textloom/ui';
import { DrillView, Words } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { bytesOf, newestRuns } from '../../presentation/phases';
import { isLive } from '../../presentation/states';
import { Say } from '../../text/say';
import { BlockProps } from './useDrill';

function jump(id: string, label: string): ReactNode {
  return (
    <a className="tl-link" href={`#${id}`}>
      {label}
    </a>
  );
}

function against(options: {
  id: string;
  limit: string | undefined;
  over: boolean;
  say: Say;
}): ReactNode {
  const { id, limit, over, say } = options;
  const words =
    limit === undefined
      ? say('derivation.noTarget')
      : say(over ? 'figures.over' : 'figures.limit', { limit });
  return (
    <>
      {words} · {jump(id, say('figures.how'))}
    </>
  );
}

function bytesFigure(
  view: DrillView,
  missing: string,
  words: Words,
  say: Say,
): Figure {
  const run = newestRuns(view.drill.steps).get('restore');
  const bytes = run && bytesOf(run, view.progress);
  const source =
    bytes?.total === undefined
      ? say('figures.bytesSource')
      : say('figures.of', { total: words.bytes(bytes.total) });
  return {
    id: 'bytes',
    label: say('figures.bytes'),
    value: bytes && words.bytes(bytes.done),
    note: bytes ? source : missing,
  };
}

function checksFigure(view: DrillView, missing: string, say: Say): Figure {
  const { verifications = [], smoke } = view.drill.findings;
  const checks = [...verifications, ...(smoke ? [smoke] : [])];
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const failed = checks.filter(({ state }) => state === 'failed').length;
  return {
    id: 'checks',
    label: say('figures.checks'),
    value: checks.length === 0 ? undefined : formatCount(passed),
    unit: `/ ${checks.length}`,
    note:
      checks.length === 0 ? missing : say('figures.failed', { count: failed }),
    intent: failed > 0 ? 'critical' : undefined,
  };
}

/** Time and loss against their limits, what was restored, and what was checked. */
export function FiguresCard({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const { drill } = view;
  const { rta, rpa } = drill.findings;
  const { target } = drill;
  const missing = isLive(drill) ? say('figures.notYet') : say('figures.none');
  const late = Boolean(rta && target && rta.fullMs > target.rtoMs);
  const lossy = Boolean(rpa && target && rpa.upperMs > target.rpoMs);
  const items: Figure[] = [
    {
      id: 'rta',
      label: say('figures.rta'),
      value: rta && say.duration(rta.fullMs),
      intent: late ? 'critical' : undefined,
      note: rta
        ? against({
            id: 'time',
            limit: target && `RTO ${say.duration(target.rtoMs)}`,
            over: late,
            say,
          })
        : missing,
    },
    {
      id: 'technical',
      label: say('figures.technical'),
      value: rta && say.duration(rta.technicalMs),
      note: rta ? say('figures.technicalText') : missing,
    },
    {
      id: 'rpa',
      label: say('figures.rpa'),
      value: rpa && say.duration(rpa.upperMs),
      intent: lossy ? 'critical' : undefined,
      note: rpa
        ? against({
            id: 'loss',
            limit: target && `RPO ${say.duration(target.rpoMs)}`,
            over: lossy,
            say,
          })
        : missing,
    },
    bytesFigure(view, missing, words, say),
    checksFigure(view, missing, say),
  ];
  return <Figures label={say('figures.label')} items={items} />;
}
