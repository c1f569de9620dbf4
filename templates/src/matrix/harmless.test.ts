import { harmOf } from './harmless';

const WORD = 'plainword';
const harm = (path: string, before: string, after: string, text: string) =>
  harmOf(new Map([[path, before]]), new Map([[path, after]]), WORD, text);

describe('what a text does to emitted files', () => {
  it.each([
    ['a.yaml', `t: "${WORD}"\n`, 't: "a: b"\n', 'a: b'],
    ['a.json', `{"t": "x ${WORD}"}`, '{"t": "x \\"q\\""}', '"q"'],
    ['a.toml', `t = "${WORD}"`, 't = "视频"', '视频'],
    ['a.md', `# ${WORD}\n`, '# a "b"\n', 'a "b"'],
    ['a.py', `T = "${WORD}"\n`, 'T = "a \\"b\\""\n', 'a "b"'],
  ])('is nothing in %s when it is escaped', (path, before, after, text) => {
    expect(harm(path, before, after, text)).toEqual([]);
  });

  it.each([
    [
      'a.yaml',
      `t: ${WORD}\n`,
      't: a\nb: 1\n',
      'a\nb: 1',
      /says something else/,
    ],
    ['a.yaml', `t: ${WORD}\n`, 't: yes: no\n', 'yes: no', /something else/],
    ['a.yaml', `t: ${WORD}\n`, 't: x # y\n', 'x # y', /something else/],
    ['a.py', `"""${WORD}"""\n`, '"""a"""b"""\n', 'a"""b', /unescaped/],
    ['Makefile', `# ${WORD}\n`, '# x\n', 'x', /among commands/],
    ['a.yaml', 't: 1\n', 't: 2\n', 'x', /changed without naming it/],
  ])('is seen in %s (%#)', (path, before, after, text, message) => {
    expect(harm(path, before, after, text)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('is seen when a file appears', () => {
    expect(harmOf(new Map(), new Map([['x.md', '']]), WORD, 'text')).toEqual([
      'x.md is there with one of them only',
    ]);
  });
});
