import { findingOf } from '@textloom/plugin-scaffolder-golden-paths-common';
import { firstFile, foldersAbove, treeRows } from './fileTree';

const files = ['b.txt', 'a/z.txt', 'a/c/d.txt', 'README.md'].map(path => ({
  path,
  size: 1,
  content: 'x',
  binary: false,
}));
const found = [
  findingOf({ rule: 'secret-in-file', file: 'a/c/d.txt', line: 1 }),
  findingOf({ rule: 'dockerfile-healthcheck', file: 'a/c/d.txt' }),
];

it('puts folders first, hides what is in closed ones, and counts what is under them', () => {
  expect(
    treeRows(files, found, new Set(['a'])).map(row => [
      row.path,
      row.level,
      row.expanded,
      `${row.position}/${row.siblings}`,
      row.errors,
      row.warnings,
    ]),
  ).toEqual([
    ['a', 1, true, '1/3', 1, 1],
    ['a/c', 2, false, '1/2', 1, 1],
    ['a/z.txt', 2, false, '2/2', 0, 0],
    ['b.txt', 1, false, '2/3', 0, 0],
    ['README.md', 1, false, '3/3', 0, 0],
  ]);
});

it('names the folders above a path, from the top', () => {
  expect(foldersAbove('a/b/c.txt')).toEqual(['a', 'a/b']);
  expect(foldersAbove('c.txt')).toEqual([]);
});

it('begins with a finding, else with the README', () => {
  expect(firstFile(files, found)).toBe('a/c/d.txt');
  expect(firstFile(files, [])).toBe('README.md');
  expect(firstFile([], [])).toBeUndefined();
});
