import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { Commit, ForgeRepository } from '../forge/ForgeRepository';
import { isRecord, valueAt } from '../kubernetes/types';

const REGISTRY = 'registry.textloom.ai';
const DOCKERFILE = 'Dockerfile';
/** Files that a build reads are not larger. */
const MAX_BYTES = 1024 * 1024;

/** What a build makes of a commit: an image, and where there is one a chart. */
export interface Artefacts {
  service: string;
  image: { repository: string; digest: string };
  chart?: { name: string; digest: string };
}

const digestOf = (...parts: string[]) =>
  `sha256:${createHash('sha256').update(parts.join('\n')).digest('hex')}`;

const text = (value: unknown, otherwise: string) =>
  typeof value === 'string' && value !== '' ? value : otherwise;

/**
 * What is built from a commit; undefined where there is nothing to build. A build is reproducible: the same files have
 * the same digests, whatever commit they are in.
 */
export async function artefactsOf(
  repository: ForgeRepository,
  { sha, tree }: Commit,
): Promise<Artefacts | undefined> {
  const dockerfile = await repository.entry(sha, DOCKERFILE);
  if (dockerfile?.type !== 'blob') {
    return undefined;
  }
  const { name } = repository.facts;
  const [values, chart, folder] = [
    await yamlAt(repository, sha, 'chart/values.yaml'),
    await yamlAt(repository, sha, 'chart/Chart.yaml'),
    await repository.entry(sha, 'chart'),
  ];
  const image = text(
    valueAt(values, 'image.repository'),
    `${REGISTRY}/${name.toLowerCase()}`,
  );
  return {
    service: name.toLowerCase(),
    image: { repository: image, digest: digestOf(image, tree) },
    ...(isRecord(chart) &&
      folder && {
        chart: {
          name: text(chart.name, name),
          digest: digestOf('chart', folder.sha),
        },
      }),
  };
}

/** A file of a commit; undefined when it is not there, or too large for what it is. */
export async function textAt(
  repository: ForgeRepository,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const entry = await repository.entry(commit, path);
  return entry?.type === 'blob' && (entry.size ?? 0) <= MAX_BYTES
    ? (await repository.blob(entry.sha)).toString()
    : undefined;
}

/** Undefined when it is not there, or is no YAML: what a chart lacks, its own checks say. */
async function yamlAt(
  repository: ForgeRepository,
  commit: string,
  path: string,
): Promise<unknown> {
  const found = await textAt(repository, commit, path);
  try {
    return found && parse(found, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
