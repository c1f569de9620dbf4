import { hashOf, sha256Of } from './hash';
import { Manifest } from './fingerprint';

const LONGEST = 200;

/**
 * Values of an object by path, `spec.template.spec.containers[api].image`. Entries of lists go by their name or key
 * where each has one of its own, else by index. Empty objects and lists are values.
 */
export function flatten(manifest: Manifest): Map<string, string> {
  const values = new Map<string, string>();
  const secret = manifest.kind === 'Secret';
  const visit = (value: unknown, path: string, depth: number): void => {
    const entries = depth < 50 ? entriesOf(value, path) : [];
    if (entries.length) {
      entries.forEach(([below, entry]) => visit(entry, below, depth + 1));
    } else if (value !== undefined) {
      const hidden = secret && /^(data|stringData)\b/.test(path);
      values.set(path, hidden ? concealed(value) : textOf(value));
    }
  };
  visit(manifest, '', 0);
  return values;
}

function concealed(value: unknown): string {
  return `hidden, ${hashOf(value).slice(0, 8)}`;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST)}… (${text.length} characters, ${sha256Of(
        text,
      ).slice(0, 8)})`;
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (Array.isArray(value)) {
    const names = namesOf(value);
    return value.map((entry, index) => [
      `${path}[${names ? names[index] : index}]`,
      entry,
    ]);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, entry]) => [
      joined(path, key),
      entry,
    ]);
  }
  return [];
}

function joined(path: string, key: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path ? `${path}.${key}` : key;
}

function namesOf(entries: readonly unknown[]): string[] | undefined {
  for (const key of ['name', 'mountPath', 'key']) {
    const names = entries.map(entry =>
      typeof entry === 'object' && entry !== null
        ? (entry as Record<string, unknown>)[key]
        : undefined,
    );
    const unique = new Set(names).size === names.length;
    if (unique && names.every(name => typeof name === 'string')) {
      return names as string[];
    }
  }
  return undefined;
}
