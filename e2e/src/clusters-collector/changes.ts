import { KubeError, KubeWriter } from './kubeWriter';
import { aNode, aPod, nodePath, NODES, podPath, PODS, ready } from './objects';

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'];

/** Names that exist, as the changes go on. */
export interface Content {
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
  if (kind < 0.3 || pods.length < 50) {
    const name = `p-${serial}`;
    await writer.create(PODS, aPod(name, pick(nodes)));
    pods.push(name);
    return true;
  }
  if (kind < 0.55) {
    const name = pick(pods);
    drop(pods, name);
    return isThere(writer.delete(podPath(name)));
  }
  if (kind < 0.8) {
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
  return changeNode(writer, nodes, random, serial);
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

async function isThere(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) {
      return false;
    }
    throw error;
  }
}
