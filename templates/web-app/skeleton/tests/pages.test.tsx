import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import Unknown from '@/app/[locale]/[...rest]/page';
import Layout from '@/app/[locale]/layout';
import NotFound from '@/app/[locale]/not-found';
import Home from '@/app/[locale]/page';
import { site } from '@/lib/site';

// Outside a server there is no request to wait for.
vi.mock('next/server', () => ({ connection: async () => undefined }));

const at = (locale: string) => ({ params: Promise.resolve({ locale }) });
const escaped = (text: string) => renderToStaticMarkup(<>{text}</>);

describe('the first page', () => {
  it.each([
    ['en', 'It runs.', 'en'],
    ['zh', '运行正常。', 'zh-Hans'],
  ])('in %s says %s', async (locale, text, language) => {
    const page = await Layout({
      children: await Home(at(locale)),
      ...at(locale),
    });
    const html = renderToStaticMarkup(page);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(`<h1>${escaped(site.title)}</h1>`);
    expect(html).toContain(text);
    expect(html).toMatch(
      new RegExp(
        `href="/${locale}"[^>]*aria-current|aria-current[^>]*href="/${locale}"`,
      ),
    );
  });

  it('is not there in another language', async () => {
    await expect(Home(at('fr'))).rejects.toThrow(
      'NEXT_HTTP_ERROR_FALLBACK;404',
    );
    await expect(Layout({ children: null, ...at('fr') })).rejects.toThrow(
      '404',
    );
  });
});

describe('any other address', () => {
  it('is not found, and says so in every language', () => {
    expect(() => Unknown()).toThrow('404');
    const html = renderToStaticMarkup(<NotFound />);
    expect(html).toContain('There is no such page.');
    expect(html).toContain('页面不存在。');
  });
});
