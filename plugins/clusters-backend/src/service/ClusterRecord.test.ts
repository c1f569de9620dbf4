import {
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
  SilenceFacts,
} from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  someNodes,
  TEST_NOW,
} from '@textloom/plugin-clusters-common/testUtils';
import { ClusterRecord } from './ClusterRecord';

const SILENCE: SilenceFacts = {
  id: '6f1c0a52-6c1b-4f0e-9d0e-0123456789ab',
  state: 'active',
  matchers: [
    { name: 'alertname', value: 'High', isRegex: false, isEqual: true },
  ],
  startsAt: '2026-03-02T12:00:00.000Z',
  endsAt: '2026-03-02T12:30:00.000Z',
  createdBy: 'user:default/ada',
  comment: 'known',
};

describe('ClusterRecord', () => {
  const setUp = () => {
    const record = new ClusterRecord({
      groupLabels: DEFAULT_GROUP_LABELS,
      thresholds: DEFAULT_THRESHOLDS,
      overrides: [
        {
          group: 'workers',
          thresholds: { signals: { 'node-disk-used': 0.95 } },
        },
      ],
    });
    const facts = aClusterFacts({
      nodes: someNodes(3, 'workers'),
      silences: [],
    });
    record.assess(facts, TEST_NOW);
    const silences = () =>
      JSON.parse(
        record
          .answer('silences', known => known.facts.silences)
          .body.toString(),
      );
    return { record, facts, silences };
  };

  it('keeps what says the same', () => {
    const { record, facts } = setUp();
    expect(record.assess({ ...facts }, TEST_NOW + 1_000)).toEqual({
      changed: false,
      replaced: false,
    });
  });

  it('shows a node’s signals beside the limits of its group', () => {
    const { record, facts } = setUp();
    const [{ name }] = facts.nodes;
    const at = new Date(TEST_NOW).toISOString();
    const disk = { signal: 'node-disk-used' as const, subject: name, at };
    const signals = [{ ...disk, value: 0.9 }];
    record.assess({ ...facts, signals }, TEST_NOW + 60_000);
    const { signals: shown } = JSON.parse(record.node(name).body.toString());
    expect(shown).toMatchObject([{ value: 90, limit: { value: 95 } }]);
    expect(shown[0]).not.toHaveProperty('severity');
  });

  it('tells at once of a silence, whether or not an alert changes by it', () => {
    const { record, facts, silences } = setUp();
    expect(silences()).toEqual([]);
    const silenced = { ...facts, silences: [SILENCE] };
    expect(record.assess(silenced, TEST_NOW + 1_000)).toEqual({
      changed: true,
      replaced: true,
    });
    expect(silences()).toEqual([SILENCE]);
  });
});
