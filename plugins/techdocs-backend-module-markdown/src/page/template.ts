import { RenderedPage } from '../markdown/renderPage';
import { relativeUrl } from '../site/paths';
import { NavItem, SourcePage } from '../site/types';
import { escapeHtml } from './html';

/** Everything that a page's file is made of. */
export interface PageInput {
  siteName: string;
  page: SourcePage;
  rendered: RenderedPage;
  nav: NavItem[];
  previous?: { title: string; url: string };
  next?: { title: string; url: string };
  /** File name of the stylesheet at the root of the site. */
  stylesheet: string;
}

function navList(items: NavItem[], current: SourcePage): string {
  const rows = items.map(item => {
    if (item.kind === 'section') {
      return `<li class="md-nav__item md-nav__section"><span class="md-nav__heading">${escapeHtml(
        item.title,
      )}</span>${navList(item.items, current)}</li>`;
    }
    const active = item.path === current.path;
    return `<li class="md-nav__item${
      active ? ' md-nav__item--active' : ''
    }"><a class="md-nav__link${active ? ' md-nav__link--active' : ''}"${
      active ? ' aria-current="page"' : ''
    } href="${escapeHtml(
      encodeURI(relativeUrl(current.url, item.url)),
    )}"><span class="md-ellipsis">${escapeHtml(item.title)}</span></a></li>`;
  });
  return `<ul class="md-nav__list">${rows.join('')}</ul>`;
}

function tocList({ toc }: RenderedPage): string {
  if (toc.length === 0) return '';
  const rows = toc.map(
    entry =>
      `<li class="md-nav__item tl-toc-${
        entry.level
      }"><a class="md-nav__link" href="#${escapeHtml(
        entry.id,
      )}"><span class="md-ellipsis">${escapeHtml(entry.title)}</span></a></li>`,
  );
  return `<nav class="md-nav md-nav--secondary" aria-label="On this page"><span class="md-nav__heading">On this page</span><ul class="md-nav__list">${rows.join(
    '',
  )}</ul></nav>`;
}

function step(
  input: PageInput,
  target: PageInput['next'],
  kind: 'prev' | 'next',
): string {
  if (!target) return '<span></span>';
  const words = kind === 'prev' ? 'Previous' : 'Next';
  return `<a class="md-footer__link md-footer__link--${kind}" rel="${kind}" href="${escapeHtml(
    encodeURI(relativeUrl(input.page.url, target.url)),
  )}"><span class="tl-step">${words}</span><span class="md-ellipsis">${escapeHtml(
    target.title,
  )}</span></a>`;
}

/**
 * The HTML file of a page, in the structure that the TechDocs reader binds to: container, main, grid, primary and
 * secondary sidebar, article, and a stylesheet called `main.<8 hex digits>.min.css`, without which the reader shows nothing.
 */
export function pageHtml(input: PageInput): string {
  const { page, rendered, siteName, nav } = input;
  const sheet = escapeHtml(relativeUrl(page.url, input.stylesheet));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(rendered.title)} - ${escapeHtml(siteName)}</title>
<link rel="stylesheet" href="${sheet}">
</head>
<body>
<div class="md-container" data-md-component="container">
<div class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner"><input class="tl-nav-toggle" type="checkbox" id="__nav"><label class="tl-nav-label" for="__nav">${escapeHtml(
    siteName,
  )}</label><nav class="md-nav md-nav--primary" aria-label="${escapeHtml(
    siteName,
  )}">${navList(nav, page)}</nav></div></div></div>
<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">${tocList(
    rendered,
  )}</div></div></div>
<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">
${rendered.html}
</article>
<nav class="tl-steps" aria-label="Previous and next page">${step(
    input,
    input.previous,
    'prev',
  )}${step(input, input.next, 'next')}</nav></div>
</div>
</div>
</div>
</body>
</html>
`;
}
