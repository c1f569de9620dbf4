import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { isMeshWide, podsOf } from './kubernetes';
import { checkPods } from './pods';
import { Check, Manifest } from './types';
import { checkObject, checkSurroundings, World } from './workloads';

/** What the chart makes, in each environment; the same hit in several is one that names them. */
export const checkManifests: Check = ({ manifests }) => {
  const environments = [
    ...new Set(manifests.map(({ environment }) => environment)),
  ];
  const found = new Map<string, { hit: Hit; in: string[] }>();
  for (const environment of environments) {
    const own = manifests.filter(
      manifest => manifest.environment === environment,
    );
    const charts = [...new Set(own.map(({ chart }) => chart))];
    const hits = charts.flatMap(chart =>
      hitsIn(
        own.filter(manifest => manifest.chart === chart),
        own,
      ),
    );
    for (const hit of new Map(
      hits.map(each => [JSON.stringify(each), each]),
    ).values()) {
      const key = JSON.stringify(hit);
      const known = found.get(key);
      found.set(key, { hit, in: [...(known?.in ?? []), environment] });
    }
  }
  return [...found.values()].map(({ hit, in: where }) =>
    where.length === environmentsOf(hit.file, manifests).size
      ? hit
      : { ...hit, subject: `${hit.subject} (${where.join(', ')})` },
  );
};

/** Environments that the chart of a file is rendered for. */
function environmentsOf(
  file: string,
  manifests: readonly Manifest[],
): Set<string> {
  const { chart } = manifests.find(manifest => manifest.file === file) ?? {};
  return new Set(
    manifests
      .filter(manifest => manifest.chart === chart)
      .map(({ environment }) => environment),
  );
}

/** What a chart makes is judged by itself; only what holds for the whole mesh may come from another. */
function hitsIn(
  manifests: readonly Manifest[],
  environment: readonly Manifest[],
): Hit[] {
  const pods = manifests.flatMap(podsOf);
  const mesh = environment.filter(
    manifest => isMeshWide(manifest) && !manifests.includes(manifest),
  );
  const world: World = { manifests: [...manifests, ...mesh], pods };
  return [
    ...pods.flatMap(each => [
      ...checkPods(each),
      ...checkSurroundings(each, world),
    ]),
    ...manifests.flatMap(manifest => checkObject(manifest, world)),
  ];
}
