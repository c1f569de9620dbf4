import { Page } from '@playwright/test';
import { PortalApi } from './world';

/** Words that stay Latin in a Chinese page: products, Kubernetes terms, units. */
const TERMS = new Set(
  `TextLoom Portal English SRE API Kubernetes EKS Pod CPU GiB MiB Spot kubelet Ready True False Unknown Lease server
  P95 P99 ms 5xx TLS tls Off PostgreSQL PgBouncer Redis MinIO Istio AMI HPA VPA PDB Karpenter Prometheus Alertmanager clusters.sources prometheus alertmanager eks url token region name
  CI GitOps Argo CD φ deployments.proposal.read RTO RPO WAL UTC SQLite P0 P1 P2 MB GB TB
  MemoryPressure DiskPressure PIDPressure NetworkUnavailable Deployment DaemonSet StatefulSet`.split(
    /\s+/,
  ),
);

/** Versions, CPU quantities, zones without their region, nodes without their domain, cut pods, images and hashes. */
const SHORTENED =
  /^([0-9a-f]{8}|drill-[0-9a-f]{8}|v?1\.\d+(\.\d+)*|\d+m|\d[a-c]|ip(-\d+){4}|[0-9a-f]{8,10}-[a-z0-9]{5}|\d{12}\.dkr\.ecr|amazonaws\.com|docker\.io\/[a-z/0-9]+)$/;

/** A digest without its middle. */
const CUT_DIGEST = /[0-9a-f]{4,}…[0-9a-f]{4,}/g;

/**
 * What is marked as English, as code or as quoted words, and the framework's
 * landmark of messages, which has no translation.
 */
const NOT_OURS =
  '[lang="en"], [lang="und"], .tl-ladder__face, code, kbd, style, script, noscript, .tl-timeline__quote, [data-react-aria-top-layer]';

/** Keys of the API's answers whose values are names that nobody translates. */
const NAME_KEYS = new Set(
  `name title namespace ownerName component components workload target scaleTarget zone region instanceType capacityType kubeletVersion version labels images image nodeName subject service environment levelName owner group requestedBy person people`.split(
    ' ',
  ),
);

function collect(value: unknown, named: boolean, into: Set<string>): void {
  if (typeof value === 'string') {
    if (named && /[A-Za-z]/.test(value)) {
      // An image is also shown without its registry, or without its tag.
      [value, ...value.split(/[/:@]/)].forEach(part => into.add(part));
    }
  } else if (Array.isArray(value)) {
    value.forEach(item => collect(item, named, into));
  } else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (named) into.add(key);
      collect(item, named || NAME_KEYS.has(key), into);
    }
  }
}

/** Names in answers of the API, longest first. */
export async function namesIn(
  api: PortalApi,
  paths: string[],
): Promise<string[]> {
  const names = new Set<string>();
  for (const path of paths) {
    collect(await (await api.get(path)).json(), false, names);
  }
  names.delete('');
  return [...names].sort((a, b) => b.length - a.length);
}

async function textOf(page: Page): Promise<string> {
  return page.locator('body').evaluate((body, notOurs) => {
    const copy = body.cloneNode(true) as HTMLElement;
    copy.querySelectorAll(notOurs).forEach(element => element.remove());
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) found.push(walker.currentNode.textContent ?? '');
    for (const name of ['aria-label', 'placeholder']) {
      copy
        .querySelectorAll(`[${name}]`)
        .forEach(element => found.push(element.getAttribute(name) ?? ''));
    }
    return found.join('\n');
  }, NOT_OURS);
}

function withoutNames(text: string, names: string[]): string {
  const quoted = names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = new RegExp(
    `(?<![A-Za-z0-9])(?:${quoted.join('|')})(?![A-Za-z0-9])`,
    'g',
  );
  return names.length ? text.replace(any, ' ') : text;
}

/** English words that a reader sees or hears on a page, apart from names. */
export async function englishWords(
  page: Page,
  names: string[] = [],
): Promise<string[]> {
  const text = (await textOf(page)).replace(CUT_DIGEST, ' ');
  const words = withoutNames(text, names).match(
    /[A-Za-z0-9][A-Za-z0-9._/-]*[A-Za-z0-9]|[A-Za-z]/g,
  );
  return [...new Set(words ?? [])].filter(
    word => /[A-Za-z]/.test(word) && !TERMS.has(word) && !SHORTENED.test(word),
  );
}
