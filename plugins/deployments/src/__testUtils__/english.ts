/** Words that stay Latin in a Chinese page: products, protocols and units. */
const TERMS = new Set(
  `TextLoom Portal UTC ms P95 CI GitOps Argo CD Prometheus GitHub Actions CPU φ sha256 Deployment
  backstage.io/kubernetes-id deployments.proposal.read deployments.proposal.create`.split(
    /\s+/,
  ),
);

/** Names that come from the services, people and the policy, not from us. */
const NAMES =
  /^(textloom(-\w+)*|API|v?\d[\w.]*|prod|staging|sre|team-leads?|api-team|Tang|Rui|Zhao|Min|He|Jun|Sun|Lei|Chen|Yu|developer|HTTP_TIMEOUT|30s|20s|registry\.\S+|[0-9a-f]{4,}|Weekend|INC-7|bot)$/;

/**
 * What is marked as another language, as code or as a quotation, and the shell around the page, which
 * belongs to the app and has its own translations.
 */
const OTHER_WORDS =
  '[lang="en"], [lang="und"], .tl-ladder__face, code, kbd, style, script, .tl-timeline__quote, nav:not(.tl-pagebar__crumbs), [data-react-aria-top-layer]';

/** Text that a reader sees, without what is marked as another language or as code. */
export function visibleText(): string {
  const copy = document.body.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(OTHER_WORDS).forEach(element => element.remove());
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  copy
    .querySelectorAll('[aria-label], [placeholder]')
    .forEach(element =>
      texts.push(
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('placeholder') ?? '',
      ),
    );
  return texts.join('\n');
}

/** Words that a Chinese page should not have. */
export function englishWords(text: string): string[] {
  const words =
    text.match(/[A-Za-z][A-Za-z0-9._/-]*[A-Za-z0-9]|[A-Za-z]/g) ?? [];
  return [
    ...new Set(words.filter(word => !TERMS.has(word) && !NAMES.test(word))),
  ];
}
