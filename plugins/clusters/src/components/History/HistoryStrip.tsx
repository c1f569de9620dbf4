import { formatDateTime, StateStrip, useLocale } from '@textloom/ui';
import { HealthSpan, HistoryView } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import { spanAt, spanIntent } from './moments';

/** From when to when, in words; open spans last until now. */
export function useSpanWords(view: { to: string }) {
  const say = useSay();
  const locale = useLocale();
  const time = (at: string) =>
    formatDateTime(new Date(at), locale, new Date(view.to));
  return ({ from, to }: { from: string; to?: string }) =>
    to
      ? say('range.span', { from: time(from), to: time(to) })
      : say('range.until', { from: time(from) });
}

/** A span's state as a word. */
export function stateWord(state: HealthSpan['state'], say: Say): string {
  return state === 'gap' ? say('history.gap') : say(`health.${state}`);
}

/** Properties of {@link HistoryStrip}. */
export interface HistoryStripProps {
  /** Whose health it is. */
  name: string;
  view: HistoryView;
  at?: string;
  onSelect: (at: string) => void;
}

/** Health over a range as one strip; choosing a piece chooses its first moment. */
export function HistoryStrip({ name, view, at, onSelect }: HistoryStripProps) {
  const say = useSay();
  const spanWords = useSpanWords(view);
  const begin = Date.parse(view.from);
  const selected = at ? spanAt(view, at) : undefined;
  return (
    <StateStrip
      label={say('history.strip', { name })}
      selected={selected?.from}
      segments={view.spans.map(span => ({
        id: span.from,
        intent: spanIntent(span.state),
        gap: span.state === 'gap',
        from: Date.parse(span.from) < begin ? view.from : span.from,
        to: span.to ?? view.to,
        label: say('history.piece', {
          state: stateWord(span.state, say),
          span: spanWords(span),
        }),
      }))}
      onSelect={segment => onSelect(segment.from)}
    />
  );
}
