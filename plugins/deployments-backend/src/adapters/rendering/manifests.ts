import { InputError } from '@backstage/errors';
import { Manifest } from '@textloom/plugin-deployments-common';
import { Document, parseAllDocuments } from 'yaml';

/** A file of a place is YAML when its name says so. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/** Documents of a YAML file. @throws InputError with the line of what is wrong. */
export function documentsOf(path: string, text: string): Document.Parsed[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) {
    return [];
  }
  for (const { errors } of documents) {
    if (errors.length > 0) {
      const line = errors[0].linePos?.[0].line ?? 1;
      throw new InputError(`${path}, line ${line} is not YAML`);
    }
  }
  return documents as Document.Parsed[];
}

/** Kubernetes objects of documents; empty documents are left out. @throws InputError for anything else. */
export function manifestsOf(
  path: string,
  documents: readonly Document.Parsed[],
): Manifest[] {
  return documents.flatMap(document => {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) {
      return [];
    }
    const { apiVersion, kind } = value as Manifest;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      throw new InputError(
        `${path} has a document without apiVersion and kind; keep only Kubernetes objects there`,
      );
    }
    return [value as Manifest];
  });
}
