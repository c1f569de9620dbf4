import { DAY, HOUR, MINUTE, SECOND } from '@textloom/kernel';
import {
  aClusterFacts,
  aSource,
  someNodes,
  someSources,
  TEST_NOW,
} from '../../testUtils';
import { assessCluster } from '../assess';
import { ClusterFacts } from '../facts';
import { History } from '../history';
import { SignalFacts } from '../sourceFacts';
import { AssessedCluster } from '../views';
import { SignalId } from './signalId';

const aSignal = (
  signal: SignalId,
  subject: string,
  value: number,
): SignalFacts => ({
  signal,
  subject,
  value,
  at: new Date(TEST_NOW).toISOString(),
});
const live = (now: number): Partial<ClusterFacts> => ({
  sources: someSources(
    aSource('prometheus', { at: new Date(now).toISOString() }),
  ),
});

/** Views of a cluster whose Prometheus answers so at those moments after the start. */
function run(
  steps: [ms: number, signals: SignalFacts[], facts?: Partial<ClusterFacts>][],
): AssessedCluster[] {
  let previous: History | undefined;
  return steps.map(([ms, signals, facts]) => {
    const now = TEST_NOW + ms;
    const result = assessCluster(
      aClusterFacts({ ...live(now), signals, ...facts }),
      { now, previous },
    );
    previous = result.history;
    return result.view;
  });
}
const missing = ({ list }: AssessedCluster) =>
  list
    .filter(({ rule }) => rule === 'signal-missing')
    .map(({ object, severity }) => `${object.name} ${severity}`);

const LAG = aSignal('postgres-lag', 'db-1', 1);
const BAD_LAG = aSignal('postgres-lag', 'db-1', 9);
const RATE = aSignal('api-error-rate', 'api', 0);
const BAD_RATE = aSignal('api-error-rate', 'api', 0.5);

describe('signals that are gone', () => {
  it.each<[string, SignalFacts, string, string]>([
    ['of the data layer', LAG, 'info', 'warning'],
    ['of the data layer, bad when last seen', BAD_LAG, 'unknown', 'warning'],
    ['of a service', RATE, 'info', 'info'],
    ['of a service, bad when last seen', BAD_RATE, 'unknown', 'unknown'],
  ])('%s', (_, fact, first, lasting) => {
    const views = run([
      [0, [fact]],
      [MINUTE, []],
      [3 * MINUTE - SECOND, []],
      [3 * MINUTE, []],
    ]);
    expect(views.map(missing)).toEqual([
      [],
      [`${fact.subject} ${first}`],
      [`${fact.subject} ${first}`],
      [`${fact.subject} ${lasting}`],
    ]);
    expect(
      views[3]?.list.find(({ rule }) => rule === 'signal-missing')?.since,
    ).toBe(new Date(TEST_NOW + MINUTE).toISOString());
  });

  it('were never there, or come back', () => {
    expect(
      run([
        [0, []],
        [DAY, []],
      ]).map(missing),
    ).toEqual([[], []]);
    expect(
      run([
        [0, [LAG]],
        [MINUTE, []],
        [HOUR, [LAG]],
      ]).map(missing),
    ).toEqual([[], ['db-1 info'], []]);
  });

  it('are replaced by another subject, as when an instance moves', () => {
    const other = aSignal('postgres-lag', 'db-2', 1);
    expect(
      run([
        [0, [LAG]],
        [MINUTE, [other]],
      ]).map(missing),
    ).toEqual([[], []]);
    expect(
      run([
        [0, [LAG, other]],
        [MINUTE, [other]],
      ]).map(missing),
    ).toEqual([[], ['db-1 info']]);
  });

  it.each([
    ['of the data layer are forgotten after a day', LAG, DAY, 'warning'],
    ['of a service are forgotten after an hour', RATE, HOUR, 'info'],
  ])('%s', (_, fact, ms, severity) => {
    const [, , before, after] = run([
      [0, [fact]],
      [MINUTE, []],
      [MINUTE + ms - 1, []],
      [MINUTE + ms, []],
    ]);
    expect([before, after].map(view => view && missing(view))).toEqual([
      [`${fact.subject} ${severity}`],
      [],
    ]);
  });

  it('say nothing while Prometheus is silent', () => {
    const sources = someSources(aSource('prometheus', { state: 'stale' }));
    expect(
      run([
        [0, [LAG]],
        [HOUR, [], { sources }],
        [2 * HOUR, [LAG]],
      ]).map(missing),
    ).toEqual([[], [], []]);
  });

  it('of a node belong to its group, and go with the node', () => {
    const [node, ...others] = someNodes(3);
    const disk = aSignal('node-disk-used', node?.name ?? '', 0.5);
    const [, gone, without] = run([
      [0, [disk]],
      [MINUTE, []],
      [2 * MINUTE, [], { nodes: others }],
    ]);
    expect(gone && missing(gone)).toEqual([`${node?.name} info`]);
    expect(
      gone?.list.find(({ rule }) => rule === 'signal-missing')?.group,
    ).toBe('workers');
    expect(without && missing(without)).toEqual([]);
  });

  it('are counted where more than ten go at once', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        aSignal('queue-length', `q${n}`, 1),
      );
    const [, ten] = run([
      [0, some(10)],
      [MINUTE, []],
    ]);
    expect(ten && missing(ten)).toHaveLength(10);
    const [, many] = run([
      [0, some(5_000)],
      [MINUTE, []],
    ]);
    expect(many && missing(many)).toEqual(['textloom-prod info']);
    expect(
      many?.list.find(({ rule }) => rule === 'signal-missing')?.value,
    ).toEqual({ value: 5_000, unit: 'count' });
  });

  it('of a node that is down are explained by it', () => {
    const [node, ...others] = someNodes(4);
    const name = node?.name ?? '';
    const down = {
      ...node!,
      conditions: [{ type: 'Ready', status: 'Unknown' as const }],
    };
    const view = run([
      [
        0,
        [aSignal('node-disk-used', name, 0.4)],
        { nodes: [node!, ...others] },
      ],
      [HOUR, [], { nodes: [down, ...others] }],
    ])[1];
    const lost = view?.list.find(({ rule }) => rule === 'node-lost');
    const gone = view?.list.find(({ rule }) => rule === 'signal-missing');
    expect(gone).toBeDefined();
    expect(gone?.cause).toBe(lost?.id);
  });
});
