import { SIGNAL_QUERIES } from './queries';
import { scopedQuery } from '@textloom/backend-kit';
import { DEFAULT_SLOS } from './slos';

const LABEL = { name: 'cluster', value: 'a"b' };
const M = 'cluster="a\\"b"';

describe('scopedQuery', () => {
  it.each([
    ['up', `up{${M}}`],
    ['up{}', `up{${M}}`],
    ['up { }', `up {${M} }`],
    ['up{job="x"}', `up{${M},job="x"}`],
    ['{__name__=~"node_.*"}', `{${M},__name__=~"node_.*"}`],
    ['{"utf8.name"}', `{${M},"utf8.name"}`],
    ['vector(1)', 'vector(1)'],
    ['time() - 1e3', 'time() - 1e3'],
    ['sum(up)', `sum(up{${M}})`],
    ['sum by (job, up) (up)', `sum by (job, up) (up{${M}})`],
    ['sum without(a) (up)', `sum without(a) (up{${M}})`],
    ['sum(up) by (job)', `sum(up{${M}}) by (job)`],
    ['a / on (x) group_left (y) b', `a{${M}} / on (x) group_left (y) b{${M}}`],
    [
      'a * ignoring(x) group_right b',
      `a{${M}} * ignoring(x) group_right b{${M}}`,
    ],
    ['a and b OR c unless d', `a{${M}} and b{${M}} OR c{${M}} unless d{${M}}`],
    ['a > bool 1', `a{${M}} > bool 1`],
    ['rate(a[5m])', `rate(a{${M}}[5m])`],
    ['rate(a{b="}"}[5m:1m] offset 1h)', `rate(a{${M},b="}"}[5m:1m] offset 1h)`],
    ["a{b='{\"'}", `a{${M},b='{"'}`],
    ['a # up\n+ b', `a{${M}} # up\n+ b{${M}}`],
    [
      'label_replace(a, "x", "$1", "y", "(.*)")',
      `label_replace(a{${M}}, "x", "$1", "y", "(.*)")`,
    ],
    ['ns:a:rate5m + Inf', `ns:a:rate5m{${M}} + Inf`],
    ['', ''],
    ['a{b="', `a{${M},b="`],
  ])('%s', (query, scoped) => {
    expect(scopedQuery(query, LABEL)).toBe(scoped);
  });

  it.each([
    ...Object.entries(SIGNAL_QUERIES).map(([id, { query }]) => [id, query]),
    ...DEFAULT_SLOS.flatMap(({ id, total, bad }) => [
      [`${id} total`, total],
      [`${id} bad`, bad],
    ]),
  ])('narrows every metric of %s', (_, query) => {
    const scoped = scopedQuery(query, { name: 'c', value: 'x' });
    // Metrics have exporter's names: words with an underscore that no function or label list has.
    const metrics =
      query.match(
        /\b(?:node|istio|textloom|pg|pgbouncer|redis|minio|pilot|kube|certmanager)_\w+/g,
      ) ?? [];
    expect(metrics.length).toBeGreaterThan(0);
    expect(scoped.match(/\{c="x"/g)).toHaveLength(metrics.length);
    for (const metric of metrics) {
      expect(scoped).toContain(`${metric}{c="x"`);
    }
    // Without what was added it is what it was.
    expect(scoped.replace(/\{c="x"\}/g, '').replace(/c="x",/g, '')).toBe(query);
  });
});
