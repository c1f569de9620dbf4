import { RecoveryTarget } from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';
import {
  ArchiveListing,
  assertReachable,
  BaseBackup,
  chooseBackup,
  neededFiles,
} from './choosing';
import { reachOf, segmentBytesOf } from './continuity';

const SIZE = 1 << 24;
const seg = (number: number, timeline = 1) =>
  [timeline, 0, number]
    .map(part => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('');
const backup = (number: number, completedAt: number): BaseBackup => ({
  id: `base-${number}`,
  label: '',
  timeline: 1,
  startSegment: seg(number),
  startLsn: `0/${number}000028`,
  stopLsn: `0/${number}000100`,
  completedAt,
});
const archive = (
  names: readonly string[],
  histories: Record<string, string> = {},
): ArchiveListing => ({
  files: names.map((name, index) => ({
    name,
    bytes: SIZE,
    modifiedAt: 1000 + index,
  })),
  misshapen: [],
  segmentBytes: SIZE,
  histories,
});
const reach = (names: readonly string[], from: string, histories = {}) =>
  reachOf(names, from, { segmentBytes: SIZE, histories });

describe('reachOf', () => {
  it.each<[string, string[], object]>([
    [
      'everything',
      [seg(2), seg(3), seg(4)],
      { last: seg(4), until: '0/5000000', newest: seg(4) },
    ],
    [
      'what lies before a hole',
      [seg(2), seg(4), seg(5)],
      { last: seg(2), until: '0/3000000', gap: seg(3), newest: seg(5) },
    ],
    ['nothing without the first', [seg(3)], { gap: seg(2), newest: seg(3) }],
    ['nothing in an empty archive', [], { gap: seg(2) }],
    ['nothing of older ones', [seg(1)], { gap: seg(2) }],
    [
      'what is compressed',
      [`${seg(2)}-${'a'.repeat(40)}.gz`, `${seg(3)}.zst`],
      { last: seg(3), until: '0/4000000', newest: seg(3) },
    ],
    [
      'only what is whole',
      [seg(2), `${seg(3)}.partial`],
      { last: seg(2), until: '0/3000000', newest: seg(2) },
    ],
  ])('is %s', (_, names, expected) => {
    expect(reach(names, seg(2))).toEqual(expected);
  });

  it('follows the newest timeline that descends from the backup', () => {
    const histories = {
      '00000002.history': '1\t0/3800000\tno recovery target specified\n',
      '00000003.history': '7\t0/2800000\tanother line of descent\n',
    };
    const names = [
      seg(2),
      seg(3),
      seg(3, 2),
      seg(4, 2),
      seg(9, 3),
      ...Object.keys(histories),
    ];
    expect(reach(names, seg(2), histories)).toMatchObject({
      last: seg(4, 2),
      until: '0/5000000',
    });
    const without = names.filter(name => name !== seg(3, 2));
    expect(reach(without, seg(2), histories)).toMatchObject({
      last: seg(2),
      gap: seg(3, 2),
    });
  });
});

describe('segmentBytesOf', () => {
  const file = (name: string, bytes: number) => ({
    name,
    bytes,
    modifiedAt: 0,
  });

  it('is the most frequent size that a segment can have', () => {
    expect(
      segmentBytesOf([
        file(seg(1), SIZE),
        file(seg(2), SIZE),
        file(seg(3), 4096),
        file('00000002.history', 1 << 20),
        file(seg(4), 1 << 20),
      ]),
    ).toBe(SIZE);
    expect(segmentBytesOf([file(seg(3), 4096)])).toBeUndefined();
  });
});

describe('chooseBackup', () => {
  const all = [backup(2, 100), backup(5, 200), backup(8, 300)];
  const choose = (target: RecoveryTarget, failedAt = 1000) => {
    try {
      return chooseBackup(all, target, failedAt).id;
    } catch (error) {
      return (error as DrillProblem).problem.code;
    }
  };

  it.each<[RecoveryTarget, number, string]>([
    [{ kind: 'latest' }, 1000, 'base-8'],
    [{ kind: 'name', name: 'a' }, 1000, 'base-8'],
    [{ kind: 'latest' }, 250, 'base-5'],
    [{ kind: 'latest' }, 50, 'no-backup'],
    [{ kind: 'time', at: 250 }, 1000, 'base-5'],
    [{ kind: 'time', at: 200 }, 1000, 'base-2'],
    [{ kind: 'time', at: 100 }, 1000, 'target-outside-window'],
    [{ kind: 'lsn', lsn: '0/5000100' }, 1000, 'base-5'],
    [{ kind: 'lsn', lsn: '0/50000FF' }, 1000, 'base-2'],
    [{ kind: 'lsn', lsn: '0/1' }, 1000, 'target-outside-window'],
  ])('for %j at %d is %s', (target, failedAt, expected) => {
    expect(choose(target, failedAt)).toBe(expected);
  });
});

describe('assertReachable', () => {
  const judge = (target: RecoveryTarget, names: readonly string[]) => {
    const listing = archive(names);
    const base = backup(2, 100);
    try {
      assertReachable(target, 1010, base, listing, reach(names, seg(2)));
      return 'reachable';
    } catch (error) {
      return (error as DrillProblem).problem.code;
    }
  };
  const whole = [seg(2), seg(3), seg(4)];

  it.each<[RecoveryTarget, readonly string[], string]>([
    [{ kind: 'latest' }, whole, 'reachable'],
    [{ kind: 'time', at: 1002 }, whole, 'reachable'],
    [{ kind: 'time', at: 1003 }, whole, 'target-outside-window'],
    [{ kind: 'lsn', lsn: '0/5000000' }, whole, 'reachable'],
    [{ kind: 'lsn', lsn: '0/5000001' }, whole, 'target-outside-window'],
    [{ kind: 'latest' }, [seg(3), seg(4)], 'backup-too-old'],
    // Something older is there: nothing was cleaned away, the first is lost.
    [{ kind: 'latest' }, [seg(1), seg(3), seg(4)], 'reachable'],
  ])('of %j with %j is %s', (target, names, expected) => {
    expect(judge(target, names)).toBe(expected);
  });
});

describe('neededFiles', () => {
  it('are histories, and segments from the beginning of the backup on', () => {
    const names = [seg(1), seg(2), seg(3, 2), '00000002.history'];
    expect(
      neededFiles(backup(2, 100), archive(names)).map(({ name }) => name),
    ).toEqual([seg(2), seg(3, 2), '00000002.history']);
  });
});
