import fc from 'fast-check';
import { csvOf } from './csv';

/** A reader of RFC 4180 that is written another way than the writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    row.push(match[1]?.replace(/""/g, '"') ?? match[2]);
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('csvOf', () => {
  it('writes lines with CRLF, and quotes where needed', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['1', 'x,y'],
          ['"q"', 'two\nlines'],
          ['', '组件'],
        ],
      ),
    ).toBe('a,b\r\n1,"x,y"\r\n"""q""","two\nlines"\r\n,组件\r\n');
  });

  it.each([
    '=1+1',
    '=HYPERLINK("http://evil")',
    '+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '-',
    '+1 2',
    '-1.',
  ])('takes the force from %j', value => {
    expect(parse(csvOf([value], [[value]]))).toEqual([
      [`'${value}`],
      [`'${value}`],
    ]);
  });

  it.each(['-12.5', '+3', '0', '1e-7', '-1.2E+10', 'a=b', ' =1', "'=1", '1-2'])(
    'leaves %j',
    value => {
      expect(parse(csvOf([], [[value]]))[1]).toEqual([value]);
    },
  );

  it('gives back every value, and starts none like a formula', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('=', '-', '"', ',', '\r', '\n', '1', '.'),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), rows => {
        const [, ...read] = parse(csvOf(['a', 'b'], rows));
        expect(
          read.map((row, y) =>
            row.map((cell, x) =>
              cell === `'${rows[y][x]}` ? rows[y][x] : cell,
            ),
          ),
        ).toEqual(rows);
        const unsafe = read
          .flat()
          .filter(
            cell => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)),
          );
        expect(unsafe).toEqual([]);
      }),
    );
  });
});
