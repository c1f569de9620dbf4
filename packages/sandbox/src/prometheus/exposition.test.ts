import { exposition, formatNumber } from './exposition';
import { Families, TimeSeries } from './series';

const families = (series: Record<string, TimeSeries[]>): Families =>
  new Map(Object.entries(series).map(([name, all]) => [name, () => all]));

const one = (labels: Record<string, string>, value: number): TimeSeries => ({
  labels: { __name__: 'x', ...labels },
  value: () => value,
});

describe('what exporters tell', () => {
  it('names types, once for each histogram', () => {
    const text = exposition(
      families({
        a_seconds_bucket: [one({ le: '+Inf' }, 2)],
        a_seconds_sum: [one({}, 1.5)],
        a_seconds_count: [one({}, 2)],
        b_total: [one({}, 7)],
        pilot_xds_pushes: [one({}, 1)],
        minio_cluster_nodes_offline_total: [one({}, 0)],
        c_count: [one({}, 3)],
      }),
      0,
    );
    expect(text).toBe(`# TYPE a_seconds histogram
a_seconds_bucket{le="+Inf"} 2
a_seconds_sum 1.5
a_seconds_count 2
# TYPE b_total counter
b_total 7
# TYPE pilot_xds_pushes counter
pilot_xds_pushes 1
# TYPE minio_cluster_nodes_offline_total gauge
minio_cluster_nodes_offline_total 0
# TYPE c_count gauge
c_count 3
`);
  });

  it('escapes labels', () => {
    const text = exposition(
      families({ a: [one({ path: 'C:\\x', say: '"hi"\n' }, 1)] }),
      0,
    );
    expect(text).toContain('a{path="C:\\\\x",say="\\"hi\\"\\n"} 1\n');
  });

  it('leaves out what is not scraped at the moment', () => {
    const text = exposition(
      families({
        a: [
          { ...one({ n: 'early' }, 1), until: 9 },
          { ...one({ n: 'now' }, 1), from: 10, until: 10 },
          { ...one({ n: 'late' }, 1), from: 11 },
        ],
      }),
      10,
    );
    expect(text).toBe('# TYPE a gauge\na{n="now"} 1\n');
  });

  it.each([
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
  ])('writes %p as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
