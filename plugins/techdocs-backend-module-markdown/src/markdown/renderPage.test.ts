import { pageUrl } from '../site/paths';
import { renderPage } from './renderPage';

const targets = {
  pages: new Set(['index.md', 'how-to/connect.md', 'how-to/run.md']),
  assets: new Set(['images/a b.png']),
};

function render(markdown: string, path = 'how-to/run.md') {
  return renderPage({ path, url: pageUrl(path), markdown }, targets);
}

describe('renderPage', () => {
  it('takes the title from the first heading and lists the next two levels', () => {
    const page = render('# Run it\n\n## First `step`\n\n### Detail\n\n#### No');
    expect(page.title).toBe('Run it');
    expect(page.toc).toEqual([
      { level: 2, id: 'first-step', title: 'First step' },
      { level: 3, id: 'detail', title: 'Detail' },
    ]);
    expect(page.html).toContain('<h2 id="first-step"');
    expect(page.html).toContain('href="#first-step"');
  });

  it('falls back to the file name as title', () => {
    expect(render('text').title).toBe('run');
  });

  it('rewrites links to pages and images for folder URLs', () => {
    const { html, broken } = render(
      '[c](connect.md#top) [h](../index.md) ![i](../images/a%20b.png) [x](https://example.com/y.md)',
    );
    expect(html).toContain('href="../connect/#top"');
    expect(html).toContain('href="../../"');
    expect(html).toContain('src="../../images/a%20b.png"');
    expect(html).toContain('href="https://example.com/y.md"');
    expect(broken).toEqual([]);
  });

  it('reports links to nothing and takes their address away', () => {
    const { html, broken } = render('[gone](gone.md) ![out](../../secret.png)');
    expect(broken).toEqual(['gone.md', '../../secret.png']);
    expect(html).not.toContain('gone.md');
    expect(html).not.toContain('secret.png');
    expect(html).toContain('class="broken-link"');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '![a](javascript:alert(1))',
    '[a](vbscript:x)',
    '```"><script>alert(1)</script>\nx\n```',
    '!!! note "<img src=x onerror=alert(1)>"\n    body',
    '# <svg onload=alert(1)>',
  ])('makes nothing active of %s', hostile => {
    const { html } = render(hostile);
    expect(html).not.toMatch(/<(script|svg)|<[^>]*\son\w+=/i);
    expect(html).not.toMatch(/(href|src)="?\s*(javascript|vbscript|data):/i);
  });

  it('draws admonitions with their body as Markdown and ends them where the indent ends', () => {
    const { html } = render(
      '!!! warning "Mind"\n    **bold**\n\n    - item\n\nafter',
    );
    expect(html).toContain('class="admonition warning"');
    expect(html).toMatch(/admonition-title">Mind</);
    expect(html).toContain('<strong>bold</strong>');
    expect(html).toMatch(/<li>item<\/li>\s*<\/ul>\s*<\/div>\s*<p>after<\/p>/);
  });

  it('splits the text into sections for search, without the permalink signs', () => {
    const { sections } = render(
      '# A\n\nlead\n\n## B\n\nbody `code`\n\n```\nx=1\n```',
    );
    expect(sections).toEqual([
      { id: '', title: 'A', text: 'lead' },
      { id: 'b', title: 'B', text: 'body code x=1' },
    ]);
  });

  it('survives deep nesting', () => {
    expect(render(`${'>'.repeat(5000)} x`).html).toContain('blockquote');
    expect(render(`${'['.repeat(20000)}`).html).toContain('[');
  });
});
