import { ConfigReader } from '@backstage/config';
import { readKindSettings } from '../../settings/kinds';

describe('Settings of SQLite', () => {
  const read = (sqlite: object) =>
    readKindSettings(
      'sqlite',
      new ConfigReader({ id: 'portal', sqlite: { copies: '/c', ...sqlite } }),
    );

  it('take files by their names, and how many copies are kept', () => {
    const settings = { files: ['/a/x.sqlite', '/b/y.sqlite'], keep: 2 };
    expect(read(settings).settings).toEqual({ copies: '/c', ...settings });
  });

  it.each([
    [
      'two files of the same name',
      { files: ['/a/x.sqlite', '/b/x.sqlite'] },
      /sqlite\.files: two files have the same name/,
    ],
    [
      'one copy, which a drill may be restoring',
      { directory: '/a', keep: 1 },
      /sqlite\.keep/,
    ],
    [
      'files and a folder',
      { directory: '/a', files: ['/b/x.sqlite'] },
      /either files or directory/,
    ],
  ])('refuse %s', (_, sqlite, message) => {
    expect(() => read(sqlite)).toThrow(message);
  });
});
