import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { podsOf } from './kubernetes';
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
    for (const hit of new Map(
      hitsIn(own).map(each => [JSON.stringify(each), each]),
    ).values()) {
      const key = JSON.stringify(hit);
      const known = found.get(key);
      found.set(key, { hit, in: [...(known?.in ?? []), environment] });
    }
  }
  return [...found.values()].map(({ hit, in: where }) =>
    where.length === environments.length
      ? hit
      : { ...hit, subject: `${hit.subject} (${where.join(', ')})` },
  );
};

function hitsIn(manifests: readonly Manifest[]): Hit[] {
  const pods = manifests.flatMap(podsOf);
  const world: World = { manifests, pods };
  return [
    ...pods.flatMap(each => [
      ...checkPods(each),
      ...checkSurroundings(each, world),
    ]),
    ...manifests.flatMap(manifest => checkObject(manifest, world)),
  ];
}
