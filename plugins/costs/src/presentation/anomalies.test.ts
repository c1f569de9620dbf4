import {
  anAnomalies,
  anAnomaly,
  aPlannedAnomaly,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import { sumOf } from './amounts';
import {
  anomaliesVerdict,
  anomalyFilter,
  anomalyMarkers,
  anomalySeries,
  sortedAnomalies,
} from './anomalies';

const none = () => {};

describe('anomalies', () => {
  it('are open first, the largest of them on top; judged ones are past', () => {
    const small = anAnomaly({ id: 'small', impact: '3' });
    const planned = aPlannedAnomaly();
    const { open, past } = sortedAnomalies([planned, small, anAnomaly()]);
    expect(open.map(({ id }) => id)).toEqual([
      'anomaly-cdn-2026-11-17',
      'small',
    ]);
    expect(past).toEqual([planned]);
  });

  it.each([
    ['412.18', 'Since 17 Nov CDN and egress cost $412.18 more'],
    ['-412.18', 'Since 17 Nov CDN and egress cost $412.18 less'],
  ])('of %s say how much, without adding them up', (impact, start) => {
    const { sentence, detail, intent } = anomaliesVerdict(
      anAnomalies({
        anomalies: [anAnomaly({ impact }), anAnomaly({ id: 'b', impact })],
      }),
      say,
      none,
    );
    expect(sentence).toBe(`${start} than was to be expected.`);
    expect(detail).toBe('1 other anomaly is open.');
    expect(intent).toBe('caution');
  });

  it('say which was the last when none is open', () => {
    const { sentence, detail } = anomaliesVerdict(
      anAnomalies({ anomalies: [aPlannedAnomaly()] }),
      say,
      none,
    );
    expect([sentence, detail]).toEqual([
      'No anomaly is open.',
      'The last one was Media storage, 12–13 Nov.',
    ]);
  });

  it('are drawn as expected and beyond, which sum to each day exactly', () => {
    const series = [
      { day: '2026-11-16', amount: '40', expected: '43.5' },
      { day: '2026-11-17', amount: '125.436', expected: '43.5' },
      { day: '2026-11-18', amount: '7' },
    ];
    const drawn = anomalySeries({ series }, say);
    expect(drawn.map(({ id }) => id)).toEqual([
      'expected',
      'beyond',
      'unexpected',
    ]);
    expect(
      series.map((_, index) => sumOf(drawn.map(({ values }) => values[index]))),
    ).toEqual(['40', '125.436', '7']);
  });

  it('mark only what happened on days that are drawn', () => {
    const early = {
      at: '2026-10-01T00:00:00Z',
      kind: 'scaling' as const,
      label: 'x',
    };
    const { causes } = anAnomaly();
    expect(
      anomalyMarkers(anAnomaly({ causes: [early, ...causes] })).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['anomaly', 'deployment']);
  });

  it('lead to their part of the bill', () => {
    const anomaly = anAnomaly();
    expect(anomalyFilter(anomaly, anomaly.drivers[0])).toEqual({
      component: ['resource:default/cdn'],
      skuMeter: ['InterZone-Out'],
    });
  });
});
