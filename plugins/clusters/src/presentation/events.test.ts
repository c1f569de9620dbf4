import { EventFacts } from '@textloom/plugin-clusters-common';
import { groupedEvents } from './events';

const anEvent = (
  name: string,
  at: string,
  message = 'no room',
): EventFacts => ({
  uid: name,
  at,
  type: 'Warning',
  reason: 'FailedScheduling',
  message,
  count: 1,
  object: { kind: 'Pod', namespace: 'textloom', name },
});

it('says once what is said of several objects, the newest first', () => {
  const groups = groupedEvents([
    anEvent('a', '2026-03-02T12:00:00Z'),
    anEvent('b', '2026-03-02T12:00:02Z'),
    anEvent('c', '2026-03-02T12:00:01Z', 'another reason'),
  ]);
  expect(groups.map(({ event, others }) => [event.uid, others])).toEqual([
    ['b', 1],
    ['c', 0],
  ]);
});

it('keeps apart what is said of other kinds or namespaces', () => {
  const pod = anEvent('a', '2026-03-02T12:00:00Z');
  const node = { ...pod, uid: 'n', object: { kind: 'Node', name: 'n' } };
  expect(groupedEvents([pod, node])).toHaveLength(2);
  expect(groupedEvents([])).toEqual([]);
});
