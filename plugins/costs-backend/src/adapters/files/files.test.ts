import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { putFile, scratchFolder } from '../../__testUtils__/bills';
import { CsvUnitSource } from './CsvUnitSource';
import { CsvUsageSource } from './CsvUsageSource';
import { parseCsv } from './parseCsv';

const folder = scratchFolder();
const USAGE =
  'day,cluster,node_group,namespace,component,environment,role,cpu_core_hours,memory_gib_hours';
const CAPACITY = 'day,cluster,node_group,cpu_core_hours,memory_gib_hours';

describe('parseCsv', () => {
  it.each<[string, string, string[][]]>([
    [
      'plain fields',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'other line ends',
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['quotes', '"a ""b""","c,\nd"\n', [['a "b"', 'c,\nd']]],
    [
      'empty fields',
      ',\n,x,\n',
      [
        ['', ''],
        ['', 'x', ''],
      ],
    ],
    ['empty lines', '\na\n\nb\n', [['a'], ['b']]],
    ['a byte order mark', '\uFEFFa', [['a']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, records) => {
    expect(parseCsv(text)).toEqual(records);
  });

  it.each(['"a', 'a"b,c', '"a"b'])('refuses %s', text => {
    expect(() => parseCsv(text)).toThrow(SyntaxError);
  });
});

describe('CsvUsageSource', () => {
  it('reads usage and capacity of the days', async () => {
    const path = await folder();
    const line = (day: string) =>
      `${day},prod,workers,video,component:default/worker,prod,workload,12.5,30`;
    await putFile(
      join(path, 'usage', '2026-10.csv'),
      [USAGE, line('2026-10-30'), line('2026-10-31'), ''].join('\n'),
    );
    await putFile(
      join(path, 'usage', '2026-11.csv'),
      [USAGE, line('2026-11-01'), line('2026-11-02')].join('\n'),
    );
    await putFile(
      join(path, 'capacity', '2026-11.csv'),
      `${CAPACITY}\n2026-11-01,prod,workers,96,384\n`,
    );
    const logger = mockServices.logger.mock();
    const days = await new CsvUsageSource({ path, logger }).days(
      '2026-10-31',
      '2026-11-01',
    );
    const usage = {
      cluster: 'prod',
      nodeGroup: 'workers',
      namespace: 'video',
      component: 'component:default/worker',
      environment: 'prod',
      role: 'workload',
      cpuCoreHours: 12.5,
      memoryGibHours: 30,
    };
    expect([...days]).toEqual([
      [
        '2026-10-31',
        { usage: [{ day: '2026-10-31', ...usage }], capacity: [] },
      ],
      [
        '2026-11-01',
        {
          usage: [{ day: '2026-11-01', ...usage }],
          capacity: [
            {
              day: '2026-11-01',
              cluster: 'prod',
              nodeGroup: 'workers',
              cpuCoreHours: 96,
              memoryGibHours: 384,
            },
          ],
        },
      ],
    ]);
  });

  it('has another mark exactly when days are others', async () => {
    const path = await folder();
    const logger = mockServices.logger.mock();
    const source = new CsvUsageSource({ path, logger });
    const put = async (time: number, ...hours: number[]) => {
      const file = join(path, 'capacity', '2026-11.csv');
      const lines = hours.map(
        (hour, index) => `2026-11-0${index + 1},prod,workers,${hour},3`,
      );
      await putFile(file, [CAPACITY, ...lines].join('\n'));
      await utimes(file, time, time);
      return source.mark('2026-11-01', '2026-11-02');
    };
    const none = await source.mark('2026-11-01', '2026-11-02');
    const first = await put(1, 5, 6);
    expect(first).not.toBe(none);
    expect(await put(2, 5, 6, 7)).toBe(first);
    expect(await put(3, 5, 8, 7)).not.toBe(first);
    expect(await put(4, 5, 6)).toBe(first);
    const [elsewhere, shorter] = await Promise.all([
      source.mark('2026-10-01', '2026-10-31'),
      source.mark('2026-11-01', '2026-11-01'),
    ]);
    expect(elsewhere).toBe(none);
    expect(shorter).not.toBe(first);
  });

  it('has no days where there are no files', async () => {
    const logger = mockServices.logger.mock();
    const source = new CsvUsageSource({ path: await folder(), logger });
    expect(await source.days('2026-01-01', '2026-12-31')).toEqual(new Map());
  });

  it.each<[string, string, string, number?]>([
    ['a negative number', '2026-11-01,prod,workers,-1,3', 'cpu_core_hours'],
    ['no day', 'yesterday,prod,workers,1,3', 'day'],
    ['no cluster', '2026-11-01,,workers,1,3', 'cluster'],
    ['too few fields', '2026-11-01,prod', '2 fields, not 5'],
    ['an open quote', '2026-11-01,"prod,workers,1,3', 'quote', 0],
  ])(
    'knows nothing of a month with %s, and says so once',
    async (_, line, why, row = 2) => {
      const path = await folder();
      const logger = mockServices.logger.mock();
      const file = join(path, 'capacity', '2026-11.csv');
      const good = `${CAPACITY}\n2026-11-01,prod,workers,1,3\n`;
      const usage = '2026-11-01,prod,workers,video,,prod,workload,1,3';
      await putFile(file, `${good}${line}\n`);
      await putFile(
        join(path, 'usage', '2026-11.csv'),
        [USAGE, usage].join('\n'),
      );
      await putFile(
        join(path, 'capacity', '2026-10.csv'),
        `${CAPACITY}\n2026-10-31,prod,workers,1,3\n`,
      );
      const source = new CsvUsageSource({ path, logger });
      const days = async () => [
        ...(await source.days('2026-10-01', '2026-11-30')).keys(),
      ];
      expect(await days()).toEqual(['2026-10-31']);
      expect(await days()).toEqual(['2026-10-31']);
      expect(logger.warn.mock.calls).toEqual([
        [
          expect.stringMatching(
            new RegExp(`capacity/2026-11.csv, row ${row}: .*${why}`),
          ),
        ],
      ]);
      await putFile(file, good);
      await utimes(file, 1, 1);
      expect(await days()).toEqual(['2026-11-01', '2026-10-31']);
    },
  );
});

describe('CsvUnitSource', () => {
  it('adds up counts of a metric by day, and reads a file again when it is another', async () => {
    const path = await folder();
    const file = join(path, '2026-11.csv');
    const source = new CsvUnitSource({ path });
    const counts = () => source.counts('videos', '2026-11-01', '2026-11-02');
    await putFile(
      file,
      'day,metric,count\n2026-11-02,videos,4\n2026-11-01,videos,1\n2026-11-01,tasks,9\n2026-11-01,videos,2\n2026-11-03,videos,7\n',
    );
    const before = await counts();
    expect(before).toEqual([
      { day: '2026-11-01', count: 3 },
      { day: '2026-11-02', count: 4 },
    ]);
    await putFile(file, 'day,metric,count\n2026-11-01,videos,5\n');
    await utimes(file, 1, 1);
    expect(await counts()).toEqual([{ day: '2026-11-01', count: 5 }]);
  });
});
