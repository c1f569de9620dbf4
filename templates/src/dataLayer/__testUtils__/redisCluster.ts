import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeObject, Objects } from '../../chart/__testUtils__/helmTemplate';
import { start, Started } from '../../python/__testUtils__/servers';
import { run } from '../../tools/run';
import { Container, containerOf } from './dataChart';

/** What External Secrets would bring. */
export const PASSWORD = 'correct0horse1battery2staple';

/** A pod of the emitted chart, as processes of this machine. */
interface Pod {
  /** Its address on loopback, by which all others know it. */
  readonly address: string;
  readonly folder: string;
  readonly container: Container;
  readonly env: NodeJS.ProcessEnv;
  started?: Started;
}

/**
 * The emitted Redis on one machine: each pod has an address of 127.0.0.0/8 of its own, so that
 * ports stay as they are. Only host names, addresses to listen on and paths are replaced.
 */
export class RedisCluster {
  readonly pods = new Map<string, Pod>();
  private readonly logs = new Map<string, number>();
  private readonly everStarted: Started[] = [];

  private constructor(
    readonly folder: string,
    private readonly network: string,
  ) {}

  static async create(objects: Objects): Promise<RedisCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'textloom-redis-'));
    // Another run on this machine has other addresses.
    const [a, b] = [process.pid % 250, (process.pid >> 8) % 250];
    const cluster = new RedisCluster(folder, `127.${a + 2}.${b}`);
    await cluster.prepare(objects);
    return cluster;
  }

  private async prepare(objects: Objects): Promise<void> {
    const workloads = [
      ...objects.ofKind('StatefulSet'),
      objects.one('Deployment'),
    ];
    const names = workloads.flatMap(({ kind, metadata, spec }) =>
      kind === 'Deployment'
        ? [metadata.name]
        : Array.from(
            { length: spec.replicas },
            (_, i) => `${metadata.name}-${i}`,
          ),
    );
    const addresses = new Map(
      names.map((name, i) => [name, `${this.network}.${i + 1}`]),
    );
    for (const name of names) {
      const workload = workloads.find(({ metadata }) =>
        name.startsWith(metadata.name),
      ) as KubeObject;
      await this.addPod(name, workload, objects, addresses);
    }
  }

  private async addPod(
    name: string,
    workload: KubeObject,
    objects: Objects,
    addresses: ReadonlyMap<string, string>,
  ): Promise<void> {
    const folder = join(this.folder, name);
    const address = addresses.get(name) as string;
    const local = (text: string) =>
      text
        .replaceAll('$(POD)', name)
        .replace(
          /([\w-]+)\.redis-(?:nodes|sentinels)\.data\.svc\.cluster\.local/g,
          (host, pod) => addresses.get(pod) ?? host,
        )
        .replace(/bind 0\.0\.0\.0/g, `bind ${address}`)
        .replace(/bind :/g, `bind ${address}:`)
        .replace(/(^|\s)\/(settings|scripts|config|data)\b/g, `$1${folder}/$2`);
    for (const { name: volume } of [
      ...workload.spec.template.spec.volumes,
      { name: 'data' },
    ]) {
      await mkdir(join(folder, volume), { recursive: true });
    }
    for (const { name: volume, configMap } of workload.spec.template.spec
      .volumes) {
      const data = configMap
        ? objects.one('ConfigMap', configMap.name).data ?? {}
        : {};
      for (const [file, text] of Object.entries(data)) {
        await writeFile(join(folder, volume, file), local(text));
      }
    }
    const container = containerOf(workload);
    this.pods.set(name, {
      ...{ address, folder },
      container: JSON.parse(JSON.stringify(container), (_, value) =>
        typeof value === 'string' ? local(value) : value,
      ),
      env: {
        ...process.env,
        ...Object.fromEntries(
          (container.env ?? [])
            .filter(variable => variable.name !== 'POD')
            .map(({ name: variable, value }) => [
              variable,
              value === undefined ? PASSWORD : local(value),
            ]),
        ),
        PATH: `${process.env.PATH}:/usr/sbin`,
      },
    });
  }

  pod(name: string): Pod {
    const pod = this.pods.get(name);
    if (!pod) {
      throw new Error(`There is no pod ${name}`);
    }
    return pod;
  }

  /** Names of the pods of a workload. */
  named(prefix: string): string[] {
    return [...this.pods.keys()].filter(name => name.startsWith(prefix));
  }

  /** Starts a pod by the command of its container. */
  start(name: string): void {
    const pod = this.pod(name);
    const [program, ...args] = pod.container.command;
    const run_ = (this.logs.get(name) ?? 0) + 1;
    this.logs.set(name, run_);
    pod.started = start(program, args, {
      log: join(pod.folder, `${run_}.log`),
      env: pod.env,
    });
    this.everStarted.push(pod.started);
  }

  /** Runs a probe or hook of a pod's container as the kubelet would. Returns its exit code. */
  async exec(
    name: string,
    what: 'livenessProbe' | 'readinessProbe' | 'preStop',
  ): Promise<number | null> {
    const { container, env } = this.pod(name);
    const { command } = (what === 'preStop'
      ? container.lifecycle?.preStop
      : container[what]
    )?.exec ?? { command: ['false'] };
    const [program, ...args] = command;
    return (await run(program, args, { env })).code;
  }

  /** What a server answers; words that are not a command are an error. */
  async ask(address: string, ...command: string[]): Promise<string> {
    const [host, port = '6379'] = address.split(':');
    const { code, stdout, stderr } = await run(
      'timeout',
      ['3', 'redis-cli', '-e', '-h', host, '-p', port, ...command],
      { env: { ...process.env, REDISCLI_AUTH: PASSWORD } },
    );
    if (code !== 0) {
      throw new Error(`${address} ${command.join(' ')}: ${stderr}${stdout}`);
    }
    return stdout.trim();
  }

  /** A line of INFO replication of a node. */
  async replication(pod: string, field: string): Promise<string | undefined> {
    const text = await this.ask(this.pod(pod).address, 'INFO', 'replication');
    return new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(text)?.[1];
  }

  /** The pod that a sentinel takes for the master of a shard. */
  async masterOf(shard: string, sentinel = 0): Promise<string> {
    const { address } = this.pod(`redis-sentinel-${sentinel}`);
    const answer = await this.ask(
      `${address}:26379`,
      ...['SENTINEL', 'get-master-addr-by-name', shard],
    );
    const [host] = answer.split('\n');
    const found = [...this.pods].find(([, pod]) => pod.address === host);
    return found?.[0] ?? answer;
  }

  /** Ends a pod without warning. */
  async kill(name: string): Promise<void> {
    await this.pod(name).started?.end('SIGKILL');
  }

  async stop(): Promise<void> {
    for (const started of this.everStarted) {
      started.process.kill('SIGCONT');
      await started.end('SIGKILL');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Takes the data of a pod away, as a volume that is lost. */
  async loseData(name: string): Promise<void> {
    const data = join(this.pod(name).folder, 'data');
    await rm(data, { recursive: true });
    await mkdir(data);
  }
}
