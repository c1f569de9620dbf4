import { RenderedPage } from '../markdown/renderPage';
import { escapeHtml } from './html';

/** One document of MkDocs' search index, which the portal's collator reads. */
export interface SearchDocument {
  /** URL of the page or section, relative to the site. */
  location: string;
  title: string;
  text: string;
}

/** The search documents of a page: one for the page, one per section, as MkDocs writes them. */
export function searchDocuments(
  url: string,
  rendered: RenderedPage,
): SearchDocument[] {
  const [lead, ...rest] = rendered.sections;
  const page: SearchDocument = {
    location: url,
    title: rendered.title,
    text: escapeHtml(
      rendered.sections
        .filter(section => section.id === '')
        .map(section => section.text)
        .join(' ')
        .trim(),
    ),
  };
  const sections = [lead, ...rest].filter(section => section?.id);
  return [
    page,
    ...sections.map(section => ({
      location: `${url}#${section.id}`,
      title: section.title,
      text: escapeHtml(section.text),
    })),
  ];
}
