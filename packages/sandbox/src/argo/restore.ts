import { Snapshot } from '../git/snapshot';
import { KubeObject } from '../kubernetes/types';
import { BuildOptions } from '../world/build';
import { serveArgo } from './install';
import { refusalOf } from './admission';
import { withManifest } from './compare';
import { environmentOf, folderOf } from './names';
import { asStable, canGoOn, resumeRollout, RolloutsUnderWay } from './underWay';

const keyOf = (kind: string, { metadata }: KubeObject) =>
  `${kind}/${metadata.namespace}/${metadata.name}`;

/** Whether a service still has its folder: one that is gone from the repository is gone from the world. */
function isInRepository(
  { metadata: { namespace = '', name } }: KubeObject,
  folders: Snapshot['folders'],
): boolean {
  return folders.has(folderOf(environmentOf(namespace), name));
}

/**
 * Has a world that is built anew be as it was left: its objects have the form that a commit holds, and rollouts that
 * were under way stand where they stood. Those that the commit no longer agrees with are over.
 */
export function restoring(
  { folders }: Snapshot,
  kept: RolloutsUnderWay = {},
): Required<Pick<BuildOptions, 'adjust'>> & Pick<BuildOptions, 'resume'> {
  const manifests = new Map(
    [...folders.values()]
      .flatMap(content => ('objects' in content ? content.objects : []))
      .map(object => [keyOf(object.kind, object), object]),
  );
  const going: { namespace?: string; resume: Resume }[] = [];
  const adjust = (object: KubeObject) => {
    if (!isInRepository(object, folders)) {
      return undefined;
    }
    const manifest = manifests.get(keyOf(object.kind, object));
    if (!manifest) {
      return object;
    }
    const committed = withManifest(object, manifest);
    if (refusalOf(committed)) {
      return object;
    }
    const { namespace, name } = object.metadata;
    const rollout = manifests.get(keyOf('Rollout', object));
    const trial =
      object.kind === 'Deployment' ? kept[`${namespace}/${name}`] : undefined;
    if (!trial || !rollout || !canGoOn(trial, committed, manifest)) {
      return committed;
    }
    going.push({
      namespace,
      resume: world => resumeRollout(world, trial, rollout),
    });
    return asStable(committed, trial);
  };
  return Object.keys(kept).length === 0
    ? { adjust }
    : {
        adjust,
        resume: world => {
          serveArgo(world);
          going
            .filter(({ namespace }) =>
              world.plan.environments.some(name => name === namespace),
            )
            .forEach(({ resume }) => resume(world));
        },
      };
}

type Resume = NonNullable<BuildOptions['resume']>;
