import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

/**
 * Bytes of JavaScript and CSS, gzipped, that a browser with an empty cache
 * loads until the first page is there and the network is quiet.
 */
export async function initialGzip(
  url: string,
  executablePath: string,
): Promise<number> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on('response', response => {
      const type = response.request().resourceType();
      if (type !== 'script' && type !== 'stylesheet') return;
      sizes.push(
        response.body().then(body => gzipSync(body, { level: 9 }).length),
      );
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const settled = await Promise.all(sizes);
    return settled.reduce((sum, size) => sum + size, 0);
  } finally {
    await browser.close();
  }
}
