import { buildNav, flattenNav } from './nav';

const titles = new Map([
  ['how-to/connect.md', 'Connect a cluster'],
  ['glossary.md', 'Glossary'],
  ['index.md', 'Home'],
  ['how-to/run.md', 'Run'],
]);

describe('buildNav', () => {
  it('makes a section of each folder and puts the home page first', () => {
    expect(buildNav(undefined, titles)).toEqual([
      { kind: 'page', title: 'Home', path: 'index.md', url: '' },
      {
        kind: 'page',
        title: 'Glossary',
        path: 'glossary.md',
        url: 'glossary/',
      },
      {
        kind: 'section',
        title: 'How to',
        items: [
          expect.objectContaining({ title: 'Connect a cluster' }),
          expect.objectContaining({ title: 'Run' }),
        ],
      },
    ]);
  });

  it('follows the configuration and leaves out what does not exist', () => {
    const nav = buildNav(
      [
        'index.md',
        { Start: ['how-to/run.md', { 'Your cluster': 'how-to/connect.md' }] },
        { Gone: 'gone.md' },
        { Empty: ['gone.md'] },
        42,
        null,
      ],
      titles,
    );
    expect(flattenNav(nav).map(item => item.title)).toEqual([
      'Home',
      'Run',
      'Your cluster',
    ]);
    expect(nav).toHaveLength(2);
  });

  it('falls back to folders when the configuration names nothing that exists', () => {
    expect(flattenNav(buildNav(['gone.md'], titles))).toHaveLength(4);
  });
});
