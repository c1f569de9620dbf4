import { Intent } from '@textloom/ui';
import {
  HealthSpan,
  HistoryView,
  RecordedFinding,
  severityOrder,
} from '@textloom/plugin-clusters-common';
import { healthIntent } from '../../presentation/intents';

/** What a span means to the reader; a gap proves nothing. */
export function spanIntent(state: HealthSpan['state']): Intent {
  return state === 'gap' ? 'unknown' : healthIntent(state);
}

/** The span that a moment lies in; at the edge of two, the later one. */
export function spanAt(view: HistoryView, at: string): HealthSpan | undefined {
  const moment = Date.parse(at);
  return [...view.spans]
    .reverse()
    .find(
      ({ from, to }) =>
        Date.parse(from) <= moment && !(Date.parse(to ?? view.to) < moment),
    );
}

/** What held at a moment, worst first: from its begin on, until before its end. */
export function heldAt(view: HistoryView, at: string): RecordedFinding[] {
  const moment = Date.parse(at);
  return view.findings
    .filter(
      ({ from, to }) =>
        Date.parse(from) <= moment && (!to || Date.parse(to) > moment),
    )
    .sort((a, b) => severityOrder.compare(b.severity, a.severity));
}

/** Spans in which not all was well and somebody watched, newest first. */
export function troubles(view: HistoryView): HealthSpan[] {
  return view.spans
    .filter(({ state }) => state !== 'healthy' && state !== 'gap')
    .reverse();
}

/** The recorded finding behind a rule of a span, which knows more than the rule alone. */
export function recordOf(
  view: HistoryView,
  span: HealthSpan,
  { rule, object }: HealthSpan['rules'][number],
): RecordedFinding | undefined {
  return view.findings.find(
    finding =>
      finding.rule === rule &&
      finding.object.kind === object.kind &&
      finding.object.name === object.name &&
      finding.object.namespace === object.namespace &&
      (!span.to || Date.parse(finding.from) < Date.parse(span.to)),
  );
}
