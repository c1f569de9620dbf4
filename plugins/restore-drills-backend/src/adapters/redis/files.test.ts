import fc from 'fast-check';
import { headerOf } from './rdbHeader';
import { reportOf } from './tools';
import { isTorn } from './torn';

const command = (...words: string[]) =>
  Buffer.from(
    `*${words.length}\r\n${words
      .map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
      .join('')}`,
  );

describe('The end of a log', () => {
  const commands = fc.array(
    fc
      .array(fc.string({ unit: 'binary', maxLength: 20 }), {
        minLength: 1,
        maxLength: 4,
      })
      .map(words => command(...words)),
    { minLength: 1, maxLength: 5 },
  );

  it('is torn wherever a command is cut', () => {
    fc.assert(
      fc.property(commands, fc.nat(), (all, at) => {
        const last = all.at(-1)!;
        const cut = 1 + (at % (last.length - 1));
        const text = Buffer.concat([
          ...all.slice(0, -1),
          last.subarray(0, cut),
        ]);
        expect(isTorn(text)).toBe(true);
      }),
    );
  });

  it('is not torn when nothing is cut', () => {
    fc.assert(
      fc.property(commands, all => {
        expect(isTorn(Buffer.concat(all))).toBe(false);
      }),
    );
  });

  it.each<[string, Buffer, boolean]>([
    ['nothing', Buffer.from(''), false],
    [
      'a transaction that is not closed',
      Buffer.concat([command('MULTI'), command('SET', 'a', '1')]),
      true,
    ],
    ['an annotation that is cut', Buffer.from('#TS:17'), true],
    ['an annotation, then a piece', Buffer.from('#TS:17\r\n*3\r'), true],
    ['zeros', Buffer.alloc(40), false],
    ['text', Buffer.from('hello'), false],
    ['a command with a wrong mark', Buffer.from('*1\r\n+3\r\nSET\r\n'), false],
    ['a value with a wrong end', Buffer.from('*1\r\n$3\r\nSETxx*1'), false],
    ['a length that is no number', Buffer.from('*1\r\n$x\r\nSET'), false],
  ])('judges %s', (_, bytes, torn) => {
    expect(isTorn(bytes)).toBe(torn);
  });
});

describe('The header of an RDB file', () => {
  const aux = (name: string, value: Buffer) =>
    Buffer.concat([Buffer.from([0xfa, name.length]), Buffer.from(name), value]);
  const text = (value: string) =>
    Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  const whole = Buffer.concat([
    Buffer.from('REDIS0010'),
    aux('redis-ver', text('7.0.15')),
    aux('redis-bits', Buffer.from([0xc0, 64])),
    aux('ctime', Buffer.from([0xc2, 0xdd, 0xd0, 0x0b, 0x6b])),
    aux('small', Buffer.from([0xc1, 1, 2])),
    Buffer.from([0xfe, 0]),
  ]);

  it('tells version and time', () => {
    expect(headerOf(whole)).toEqual({
      redis: '7.0.15',
      begunAt: 1_795_936_477_000,
    });
  });

  it('takes what there is of a file that is cut', () => {
    for (let length = 9; length < whole.length; length += 1) {
      const { redis = '7.0.15' } = headerOf(whole.subarray(0, length))!;
      expect(redis).toBe('7.0.15');
    }
  });

  it.each(['', 'REDIS', 'REDIS00x0', 'nothing of the kind'])(
    'is not in %j',
    words => {
      expect(headerOf(Buffer.from(words))).toBeUndefined();
    },
  );
});

describe('What a tool says', () => {
  const files = [
    'appendonlydir/appendonly.aof.manifest',
    'appendonlydir/appendonly.aof.1.base.rdb',
    'appendonlydir/appendonly.aof.1.incr.aof',
  ];

  it('is the count of keys when all is in order', () => {
    const lines = [
      '[offset 0] Checking RDB file dump.rdb',
      '[info] 8 keys read',
      '[info] 2 expires',
      '[info] 1 already expired',
    ];
    expect(reportOf(0, lines, files)).toEqual({
      ok: true,
      keys: { read: 8, expiring: 2, expired: 1 },
    });
  });

  it('names the snapshot that is damaged', () => {
    const lines = [
      '[offset 0] Checking RDB file appendonly.aof.1.base.rdb',
      '--- RDB ERROR DETECTED ---',
      '[offset 188] RDB CRC error',
      'RDB preamble of AOF file is not sane, aborting.',
    ];
    expect(reportOf(1, lines, files)).toEqual({
      ok: false,
      said: '[offset 188] RDB CRC error',
      file: files[1],
    });
  });

  it('names the log that is damaged, and how far it is in order', () => {
    const lines = [
      '[offset 0] Checking RDB file appendonly.aof.1.base.rdb',
      '0x              17: Expected \\r\\n, got: 780d',
      'AOF analyzed: filename=appendonly.aof.1.incr.aof, size=146, ok_up_to=23, ok_up_to_line=6, diff=123',
      'AOF appendonly.aof.1.incr.aof is not valid. Use the --fix option to try fixing it.',
    ];
    expect(reportOf(1, lines, files)).toEqual({
      ok: false,
      said: 'Expected \\r\\n, got: 780d',
      file: files[2],
      okBytes: 23,
    });
  });

  it('is its last word when nothing of it is known', () => {
    expect(reportOf(1, ['Cannot open file'], files)).toEqual({
      ok: false,
      said: 'Cannot open file',
    });
    expect(reportOf(null, [], files)).toEqual({ ok: false, said: 'code null' });
  });
});
