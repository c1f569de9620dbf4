import { groupBy } from '@textloom/kernel';
import { EventFacts } from '@textloom/plugin-clusters-common';

/** An event, and how many of other objects of its kind say the very same. */
export interface EventGroup {
  event: EventFacts;
  others: number;
}

/** Events newest first, each saying once only what was said of several objects. */
export function groupedEvents(events: readonly EventFacts[]): EventGroup[] {
  const newest = [...events].sort((a, b) => b.at.localeCompare(a.at));
  const groups = groupBy(newest, ({ reason, message, object }) =>
    JSON.stringify([reason, message, object.kind, object.namespace]),
  );
  return [...groups.values()].flatMap(([event, ...rest]) =>
    event ? [{ event, others: rest.length }] : [],
  );
}
