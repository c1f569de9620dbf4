/** Words that stay Latin in a Chinese page: Kubernetes terms, products and units. */
const TERMS = new Set(
  `EKS Kubernetes Pod CPU GiB MiB Ready Unknown True False kubelet Spot Lease API server
  MemoryPressure DiskPressure PIDPressure NetworkUnavailable list watch get nodes pods leases events
  horizontalpodautoscalers kube-node-lease metrics-server Deployment Job DaemonSet UTC
  kubernetes.clusterLocatorMethods name url authProvider clusters.cluster.read TextLoom Portal SRE min Clusters m
  StatefulSet HPA VPA Mi Gi cpu Off Prometheus Alertmanager`.split(/\s+/),
);

/** Names that come from the cluster, not from us. */
const NAMES =
  /^(textloom|registry\.textloom|ip-10-|ap-southeast|c5\.|t3\.|search-reindex|node\.kubernetes\.io|topology\.kubernetes\.io|eks\.amazonaws\.com|ON_DEMAND$|v?1\.34|workers|priority$|system$|api$|[abc]$)/;

/**
 * What is marked as another language, as code or as a quotation, and the shell around the page, which
 * belongs to the app and has its own translations.
 */
const OTHER_WORDS =
  '[lang="en"], code, kbd, style, script, .tl-timeline__quote, nav:not(.tl-pagebar__crumbs), [data-react-aria-top-layer]';

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
