import fc from 'fast-check';
import { DEFAULT_PRIORITY, projectAlert, projectSilence } from './projectAlert';

/** Scheme of a link that would run. */
const SCRIPT = 'javascript';
const AT = '2026-03-01T09:00:00.000Z';
const alert = (labels: object, rest: object = {}) =>
  projectAlert({
    fingerprint: 'f',
    startsAt: AT,
    updatedAt: AT,
    labels: { alertname: 'A', ...labels },
    ...rest,
  });

describe('projectAlert', () => {
  it.each([
    [{ severity: 'critical' }, 'P0'],
    [{ severity: 'Warning' }, 'P2'],
    [{ severity: 'error' }, 'P1'],
    [{ priority: 'P1', severity: 'critical' }, 'P1'],
    [{ priority: 'whatever', severity: 'critical' }, 'P0'],
    [{ severity: 'info' }, 'other'],
    [{ severity: 7 }, 'other'],
    [{ severity: 'constructor' }, 'other'],
    [{}, 'other'],
  ])('%j is %s', (labels, priority) => {
    expect(alert(labels)?.priority).toBe(priority);
  });

  it('goes by the label and the values that it is told', () => {
    const rule = {
      labels: ['urgency'],
      priorities: new Map([
        ...DEFAULT_PRIORITY.priorities,
        ['now', 'P0' as const],
      ]),
    };
    const of = (labels: object) =>
      projectAlert(
        { fingerprint: 'f', labels: { alertname: 'A', ...labels } },
        rule,
      )?.priority;
    expect(of({ urgency: 'Now' })).toBe('P0');
    expect(of({ urgency: 'warning' })).toBe('P2');
    expect(of({ severity: 'critical' })).toBe('other');
  });

  it.each([
    ['https://runbooks.example/x?y=1', 'https://runbooks.example/x?y=1'],
    ['http://runbooks.example', 'http://runbooks.example'],
    [`${SCRIPT}:alert(1)`, undefined],
    [`${SCRIPT.toUpperCase()}:alert(1)`, undefined],
    ['vbscript:x', undefined],
    ['data:text/html,x', undefined],
    ['//runbooks.example', undefined],
    ['runbook', undefined],
    [7, undefined],
  ])('offers %s as %s', (link, offered) => {
    const found = alert(
      {},
      { annotations: { runbook_url: link }, generatorURL: link },
    );
    expect(found?.runbookUrl).toBe(offered);
    expect(found?.generatorUrl).toBe(offered);
  });

  it('is cut to size', () => {
    const many = Object.fromEntries(
      Array.from({ length: 99 }, (_, n) => [`l${n}`, 'v'.repeat(999)]),
    );
    const found = alert(many, {
      annotations: { summary: 's'.repeat(9_999) },
      receivers: Array(99).fill({ name: 'r' }),
    });
    expect(Object.keys(found?.labels ?? {})).toHaveLength(32);
    expect(found?.labels.l0).toHaveLength(253);
    expect(found?.summary).toHaveLength(1_000);
    expect(found?.receivers).toHaveLength(50);
  });

  it.each([
    [{ labels: { alertname: 'A' } }],
    [{ fingerprint: 'f' }],
    [{ fingerprint: 'f', labels: { alertname: '' } }],
    [null],
    ['x'],
  ])('is none of %j', raw => {
    expect(projectAlert(raw)).toBeUndefined();
  });

  it('withstands anything', () => {
    const known = fc.record(
      Object.fromEntries(
        [
          'fingerprint',
          'labels',
          'annotations',
          'status',
          'startsAt',
          'updatedAt',
          'receivers',
          'generatorURL',
          'id',
          'matchers',
          'endsAt',
        ].map(key => [key, fc.anything()]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), known), raw => {
        for (const facts of [projectAlert(raw), projectSilence(raw)]) {
          expect(JSON.stringify(facts ?? {}).length).toBeLessThan(300_000);
        }
      }),
    );
  });
});

describe('projectSilence', () => {
  const silence = {
    id: 's',
    status: { state: 'active' },
    startsAt: AT,
    endsAt: '2026-03-01T10:00:00+01:00',
    createdBy: 'user:default/sre',
    comment: 'c',
    matchers: [{ name: 'a', value: 'b', isRegex: true, isEqual: false }, 7],
  };

  it('keeps matchers as they are, times in UTC', () => {
    expect(projectSilence(silence)).toEqual({
      id: 's',
      state: 'active',
      startsAt: AT,
      endsAt: AT,
      createdBy: 'user:default/sre',
      comment: 'c',
      matchers: [
        { name: 'a', value: 'b', isRegex: true, isEqual: false },
        { name: '', value: '', isRegex: false, isEqual: true },
      ],
    });
  });

  it.each(['id', 'startsAt', 'endsAt'])('is none without %s', field => {
    expect(
      projectSilence({ ...silence, [field]: 'x'.repeat(0) }),
    ).toBeUndefined();
  });
});
