import MarkdownIt from 'markdown-it';
import anchor from 'markdown-it-anchor';
import { LinkTargets, SourcePage } from '../site/types';
import { admonition } from './admonition';
import { rewriteLinks } from './links';

/** A heading of the second or third level. */
export interface TocEntry {
  level: number;
  id: string;
  title: string;
}

/** One section for the search index. */
export interface SearchSection {
  /** Empty for the text before the first heading. */
  id: string;
  title: string;
  text: string;
}

/** A page turned into HTML. */
export interface RenderedPage {
  html: string;
  title: string;
  toc: TocEntry[];
  sections: SearchSection[];
  /** Links whose target does not exist, as they are written. */
  broken: string[];
}

function createParser(): MarkdownIt {
  const md = new MarkdownIt({ html: false, linkify: true, typographer: false });
  md.use(admonition);
  md.use(anchor, {
    permalink: anchor.permalink.linkInsideHeader({
      class: 'headerlink',
      symbol: '¶',
      placement: 'after',
      renderAttrs: () => ({ 'aria-label': 'Link to this heading' }),
    }),
  });
  md.renderer.rules.table_open = () => '<div class="md-typeset__table"><table>';
  md.renderer.rules.table_close = () => '</table></div>';
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, ...rest) =>
    `<div class="highlight">${fence(tokens, index, ...rest)}</div>`;
  return md;
}

const parser = createParser();

function plainText(token: { children: unknown[] | null; content: string }) {
  const children = (token.children ?? []) as {
    type: string;
    content: string;
  }[];
  return children
    .filter(child => child.type === 'text' || child.type === 'code_inline')
    .map(child => child.content)
    .join('')
    .trim();
}

/**
 * Renders one Markdown page. Raw HTML is shown as text; only http, https, mailto and relative links become links.
 */
export function renderPage(
  page: SourcePage,
  targets: LinkTargets,
): RenderedPage {
  const env = {};
  const tokens = parser.parse(page.markdown, env);
  const broken = rewriteLinks(tokens, page, targets);
  const toc: TocEntry[] = [];
  const sections: SearchSection[] = [{ id: '', title: '', text: '' }];
  let title = '';
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      const text = plainText(tokens[index + 1]);
      const id = String(token.attrGet('id') ?? '');
      if (level === 1 && !title) title = text;
      else if (level === 2 || level === 3) toc.push({ level, id, title: text });
      sections.push({ id: level === 1 ? '' : id, title: text, text: '' });
    } else if (token.type === 'inline' || token.type === 'fence') {
      if (tokens[index - 1]?.type === 'heading_open') return;
      const text = token.type === 'fence' ? token.content : plainText(token);
      const last = sections[sections.length - 1];
      last.text = `${last.text} ${text}`.trim();
    }
  });
  const fallback = page.path.replace(/\.md$/i, '').split('/').pop()!;
  return {
    html: parser.renderer.render(tokens, parser.options, env),
    title: title || fallback,
    toc,
    sections: sections.filter(section => section.title || section.text),
    broken,
  };
}
