import {
  aCondition,
  aSource,
  anAlert,
  ago,
  someNodes,
  someSources,
} from '../../testUtils';
import { severities, viewAfter } from '../../testUtils/find';
import { AlertFacts } from '../sourceFacts';

describe('alert-firing', () => {
  it.each<[AlertFacts['priority'], string, string]>([
    ['P0', 'critical', 'unhealthy'],
    ['P1', 'degraded', 'degraded'],
    ['P2', 'warning', 'degraded'],
    ['other', 'info', 'healthy'],
  ])('%s is %s', (priority, severity, state) => {
    const facts = { alerts: [anAlert({ priority })] };
    expect(severities('alert-firing', facts)).toEqual([severity]);
    expect(viewAfter(0, facts).state).toBe(state);
  });

  it('counts what fires, not what is silenced', () => {
    const alerts = [
      anAlert({ name: 'a', priority: 'P0', state: 'suppressed' }),
      anAlert({ name: 'b', priority: 'P2' }),
    ];
    const view = viewAfter(0, { alerts });
    expect(view.alerts).toEqual({ P0: 0, P1: 0, P2: 1, other: 0 });
    expect(severities('alert-firing', { alerts })).toEqual(['warning']);
  });

  it('stands while Alertmanager does not answer', () => {
    const sources = someSources(aSource('alertmanager', { state: 'stale' }));
    const facts = { alerts: [anAlert()], sources };
    expect(severities('alert-firing', facts)).toEqual(['degraded']);
    expect(viewAfter(0, { sources, alerts: [] }).state).toBe('unknown');
  });

  it('stands under the finding about the node that it names', () => {
    const nodes = someNodes(6, 'workers', index =>
      index === 0
        ? {
            conditions: [
              aCondition('Ready', 'Unknown', { lastTransitionTime: ago(6e5) }),
            ],
          }
        : {},
    );
    const alert = anAlert({
      name: 'KubeNodeNotReady',
      labels: { node: nodes[0]?.name ?? '' },
    });
    const { list } = viewAfter(0, { nodes, alerts: [alert] });
    const lost = list.find(({ rule }) => rule === 'node-lost');
    const firing = list.find(({ rule }) => rule === 'alert-firing');
    expect(firing?.cause).toBe(lost?.id);
    expect(lost?.explains).toContain(firing?.id);
  });
});
