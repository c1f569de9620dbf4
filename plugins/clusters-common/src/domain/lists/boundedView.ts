import { Finding } from '../health';
import { isAtMaximum } from '../podRules';
import { ClusterView } from '../views';

const MAX_FINDINGS = 2_000;
const MAX_HPAS = 1_000;

/** A view that can be sent: the worst findings, and autoscalers at their maximum before others. Counts tell all. */
export function boundedView(view: ClusterView): ClusterView {
  if (view.list.length <= MAX_FINDINGS && view.hpas.length <= MAX_HPAS) {
    return view;
  }
  return {
    ...view,
    list: worstOf(view.list),
    hpas: [
      ...view.hpas.filter(isAtMaximum),
      ...view.hpas.filter(hpa => !isAtMaximum(hpa)),
    ].slice(0, MAX_HPAS),
  };
}

/** The first findings, without mention of those that are left out. */
function worstOf(list: readonly Finding[]): Finding[] {
  const worst = list.slice(0, MAX_FINDINGS);
  const ids = new Set(worst.map(({ id }) => id));
  return worst.map(({ cause, explains, ...finding }) => {
    const explained = explains?.filter(id => ids.has(id));
    return {
      ...finding,
      ...(cause !== undefined && ids.has(cause) && { cause }),
      ...(explained?.length && { explains: explained }),
    };
  });
}
