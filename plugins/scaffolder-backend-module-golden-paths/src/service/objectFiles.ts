import { InputError } from '@backstage/errors';
import { textAt } from '../domain/policy/shape';
import { parseYaml } from './parseFiles';

/** Characters of names of objects that are safe in every path. */
const UNSAFE = /[^a-z0-9.-]+/g;

/**
 * A file for each object, named by kind and name, so that the same objects are the same files however a chart orders
 * them.
 * @throws InputError for a document that is no object.
 */
export function objectFiles(documents: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const text of documents) {
    const body = `${text.replace(/^# Source: .*\n/gm, '').trim()}\n`;
    const [document] = parseYaml('chart', body).documents;
    const kind = textAt(document?.value, 'kind');
    const name = textAt(document?.value, 'metadata', 'name');
    if (!kind || !name) {
      throw new InputError(
        'The chart makes a document without kind and metadata.name; only Kubernetes objects can be delivered',
      );
    }
    const [group] = (textAt(document?.value, 'apiVersion') ?? '').split('/');
    const plain = `${kind}-${name}`.toLowerCase().replace(UNSAFE, '-');
    const path = files.has(`${plain}.yaml`)
      ? `${plain}-${group.replace(UNSAFE, '-')}.yaml`
      : `${plain}.yaml`;
    files.set(path, body);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
