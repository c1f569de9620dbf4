import { KubeWriter } from './kubeWriter';
import { aNode, aPod, nodePath, NODES, podPath, PODS, ready } from './objects';
import { isThere } from './presence';
import { Bounds, changeBudget, changeWorkload } from './workloadChanges';

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'];

/** Names that exist, as the changes go on. */
export interface Content extends Bounds {
  nodes: string[];
  pods: string[];
}

/**
 * Makes one random change, and keeps the books on what exists.
 * @returns Whether it was made; not when a controller of the server had taken the object away.
 */
export async function change(
  writer: KubeWriter,
  content: Content,
  random: () => number,
  serial: number,
): Promise<boolean> {
  const { nodes, pods } = content;
  const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)];
  const kind = random();
  if (kind < 0.25 || pods.length < 50) {
    const name = `p-${serial}`;
    await writer.create(PODS, aPod(name, pick(nodes)));
    pods.push(name);
    return true;
  }
  if (kind < 0.5) {
    const name = pick(pods);
    drop(pods, name);
    return isThere(writer.delete(podPath(name)));
  }
  if (kind < 0.7) {
    const name = pick(pods);
    const status = { phase: pick(PHASES) };
    const made = await isThere(
      writer.patch(`${podPath(name)}/status`, { status }),
    );
    if (!made) {
      drop(pods, name);
    }
    return made;
  }
  if (kind < 0.82) {
    return changeWorkload(writer, content, random, serial);
  }
  return kind < 0.86
    ? changeBudget(writer, content, random, serial)
    : changeNode(writer, nodes, random, serial);
}

async function changeNode(
  writer: KubeWriter,
  nodes: string[],
  random: () => number,
  serial: number,
): Promise<boolean> {
  const name = nodes[Math.floor(random() * nodes.length)];
  const kind = random();
  if (kind < 0.4) {
    const conditions = [ready(random() < 0.5 ? 'True' : 'Unknown')];
    return isThere(
      writer.patch(`${nodePath(name)}/status`, { status: { conditions } }),
    );
  }
  if (kind < 0.7) {
    const spec = { unschedulable: random() < 0.5 };
    return isThere(writer.patch(nodePath(name), { spec }));
  }
  if (nodes.length > 15) {
    drop(nodes, name);
    return isThere(writer.delete(nodePath(name)));
  }
  await writer.create(NODES, aNode(`suite-${serial}`));
  nodes.push(`suite-${serial}`);
  return true;
}

function drop(names: string[], name: string): void {
  names.splice(names.indexOf(name), 1);
}
