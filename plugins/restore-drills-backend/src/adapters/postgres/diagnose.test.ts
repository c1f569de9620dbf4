import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVED } from './configure';
import { diagnose, hasAsked } from './diagnose';
import { layoutOf } from './layout';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diagnose-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('diagnose', () => {
  const name = (number: number) =>
    `00000001000000000000000${number.toString(16).toUpperCase()}`;
  const ask = async (
    lines: readonly string[],
    available: readonly number[],
  ) => {
    const layout = layoutOf(folder);
    await writeFile(layout.requests, lines.join('\n'));
    return diagnose({
      layout,
      last: name(6),
      segmentBytes: 1 << 24,
      available: available.map(name),
    });
  };
  const given = (number: number) => [name(number), SERVED + name(number)];

  it.each<[string, string[], number[], object | undefined]>([
    [
      'the end',
      [
        ...given(4),
        ...given(5),
        ...given(6),
        name(7),
        '00000002.history',
        name(6),
      ],
      [4, 5, 6],
      undefined,
    ],
    [
      'a hole',
      [...given(4), name(5), name(4)],
      [4, 6],
      { code: 'wal-segment-missing', subject: name(5) },
    ],
    [
      'an end before its time',
      [...given(4), name(5), name(4)],
      [4],
      { code: 'recovered-too-little', actual: name(5) },
    ],
    [
      'a record that is none',
      [...given(4), ...given(5)],
      [4, 5, 6],
      { code: 'wal-segment-damaged', subject: name(5) },
    ],
    [
      'a record that is none, in the last segment',
      [...given(5), ...given(6)],
      [4, 5, 6],
      { code: 'wal-segment-damaged', subject: name(6) },
    ],
    [
      'an archive that does not give what it has',
      [...given(4), name(5)],
      [4, 5, 6],
      { code: 'restore-failed', subject: name(5) },
    ],
    [
      'nothing',
      ['00000002.history'],
      [4, 5, 6],
      { code: 'recovered-too-little' },
    ],
  ])('names %s', async (_, lines, available, expected) => {
    const found = await ask(lines, available);
    expect(found === undefined).toBe(expected === undefined);
    expect(found ?? {}).toMatchObject(expected ?? {});
  });

  it('believes an archive that says that a segment is not what was put in', async () => {
    await writeFile(
      layoutOf(folder).log,
      'ERROR: [042]: unable to get it:\n  repo1: [FormatError] zlib threw error: [-3] data error\n',
    );
    expect(await ask([name(5)], [5, 6])).toMatchObject({
      code: 'wal-segment-damaged',
    });
    expect(await hasAsked(layoutOf(folder))).toBe(true);
  });
});
