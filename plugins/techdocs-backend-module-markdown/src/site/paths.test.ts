import { pageUrl, relativeUrl, resolveInDocs } from './paths';

describe('pageUrl', () => {
  it.each([
    ['index.md', ''],
    ['README.md', ''],
    ['a.md', 'a/'],
    ['how-to/index.md', 'how-to/'],
    ['how-to/connect.md', 'how-to/connect/'],
  ])('%s is served from "%s"', (path, url) => {
    expect(pageUrl(path)).toBe(url);
  });
});

describe('relativeUrl', () => {
  it.each([
    ['', 'main.css', 'main.css'],
    ['', 'how-to/connect/', 'how-to/connect/'],
    ['how-to/connect/', '', '../../'],
    ['how-to/connect/', 'how-to/run/', '../run/'],
    ['how-to/connect/', 'images/a.png', '../../images/a.png'],
    ['a/', 'a/', './'],
  ])('from "%s" to "%s" is %s', (from, to, expected) => {
    expect(relativeUrl(from, to)).toBe(expected);
  });
});

describe('resolveInDocs', () => {
  it.each([
    ['how-to/a.md', '../index.md', 'index.md'],
    ['how-to/a.md', 'b.md', 'how-to/b.md'],
    ['how-to/a.md', '/index.md', 'index.md'],
    ['a.md', '../secret.md', undefined],
    ['a.md', 'x/../../secret.md', undefined],
    ['a.md', '/../secret.md', undefined],
  ])('%s → %s is %s', (page, target, expected) => {
    expect(resolveInDocs(page, target)).toBe(expected);
  });
});
