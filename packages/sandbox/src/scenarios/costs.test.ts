import { setUp } from './__testUtils__/worlds';

function billed() {
  const calls: [string, boolean][] = [];
  const set = setUp(undefined, {
    spike: on => {
      calls.push(['spike', on]);
      return '2026-11-24';
    },
    restate: on => {
      calls.push(['restate', on]);
      return '2026-09';
    },
  });
  return { ...set, calls };
}

it.each([
  ['cost-spike', 'spike', '2026-11-24'],
  ['restated-month', 'restate', '2026-09'],
])('%s changes the bill until it is stopped', (id, call, target) => {
  const { manager, calls } = billed();
  expect(manager.start(id)).toEqual({ cluster: 'textloom-prod', target });
  expect(calls).toEqual([[call, true]]);
  expect(manager.stop(id)).toBe(1);
  expect(calls).toEqual([
    [call, true],
    [call, false],
  ]);
});

it('changes the one bill from the cluster that pays', () => {
  const { manager, calls } = billed();
  expect(() =>
    manager.start('cost-spike', { cluster: 'textloom-nonprod' }),
  ).toThrow('The bill is changed from textloom-prod');
  expect(calls).toEqual([]);
});

it('says why there is nothing to change', () => {
  const { manager } = setUp();
  expect(() => manager.start('restated-month')).toThrow(
    'There are no bills in this sandbox',
  );
});
