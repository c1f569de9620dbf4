import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { Kubectl, unpackKubectl } from '../harness/kubectl';
import { requestOnce } from '../harness/request';

jest.setTimeout(60_000);

/** kubectl 1.35, unmodified, against the sandbox. */
describe('kubectl', () => {
  let sandbox: Sandbox;
  let kubectl: Kubectl;
  let worker: string;
  let folder: string;

  const succeed = async (...args: string[]) => {
    const result = await kubectl.run(...args);
    if (result.code !== 0) {
      throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}`);
    }
    return result.stdout;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubectl-test-'));
    sandbox = await startSandbox({ port: 0, seed: 7, token: 'admin' });
    const kubeconfig = await requestOnce({
      url: `${sandbox.controlUrl}/kubeconfig`,
    });
    kubectl = await unpackKubectl(kubeconfig.body.toString('utf8'));
    const names = await succeed(
      ...['get', 'nodes', '-l', 'eks.amazonaws.com/nodegroup=worker'],
      ...['-o', 'jsonpath={.items[*].metadata.name}'],
    );
    [worker] = names.split(' ');
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await kubectl?.remove();
    await sandbox?.close();
  });

  it('lists nodes and pods as tables', async () => {
    const nodes = (await succeed('get', 'nodes')).trim().split('\n');
    expect(nodes[0]).toMatch(/^NAME +STATUS +ROLES +AGE +VERSION$/);
    expect(nodes.slice(1)).toHaveLength(21);
    expect(nodes.slice(1).every(line => / Ready /.test(line))).toBe(true);
    const pods = await succeed('get', 'pods', '-A');
    expect(pods).toMatch(/textloom +textloom-api-\S+ +2\/2 +Running +0 /);
  });

  it('reads the other cluster through its context', async () => {
    const names = await succeed(
      ...['--context', 'textloom-nonprod', 'get', 'nodes', '-o', 'name'],
    );
    expect(names.trim().split('\n')).toHaveLength(9);
  });

  it('describes a node with its lease, conditions and pods', async () => {
    const text = await succeed('describe', 'node', worker);
    expect(text).toMatch(/RenewTime: +\w{3}, /);
    expect(text).toMatch(/Ready +True .*kubelet is posting ready status/);
    expect(text).toMatch(/textloom +textloom-worker-\S+ +4100m \(25%\)/);
  });

  it('watches nodes while one is cordoned and uncordoned', async () => {
    const watch = kubectl.start('get', 'nodes', '-w', '--no-headers');
    try {
      await watch.until(new RegExp(`${worker} +Ready `), 10_000);
      expect(await succeed('cordon', worker)).toContain('cordoned');
      await watch.until(
        new RegExp(`${worker} +Ready,SchedulingDisabled`),
        5_000,
      );
      expect(await succeed('uncordon', worker)).toContain('uncordoned');
    } finally {
      watch.stop();
    }
  });

  it('scales a deployment and waits until it is there', async () => {
    await succeed(
      '-n',
      'textloom',
      'scale',
      'deploy/textloom-web',
      '--replicas=5',
    );
    const text = await succeed(
      ...['-n', 'textloom', 'rollout', 'status', 'deploy/textloom-web'],
    );
    expect(text).toContain('successfully rolled out');
    const ready = await succeed(
      ...['-n', 'textloom', 'get', 'deploy/textloom-web'],
      ...['-o', 'jsonpath={.status.readyReplicas}'],
    );
    expect(ready).toBe('5');
  });

  it('shows usage, with a sidecar as a container of its own', async () => {
    const nodes = await succeed('top', 'nodes', '--no-headers');
    expect(nodes.trim().split('\n')).toHaveLength(21);
    const pods = await succeed(
      ...['-n', 'textloom', 'top', 'pods', '--containers', '--no-headers'],
    );
    expect(pods).toMatch(/textloom-api-\S+ +istio-proxy +\d+m +\d+Mi/);
  });

  it('labels, taints and annotates', async () => {
    await succeed('label', 'node', worker, 'team=render');
    await succeed('taint', 'nodes', worker, 'drill=on:PreferNoSchedule');
    await succeed('annotate', 'node', worker, 'textloom.ai/note=drill');
    const text = await succeed('get', 'node', worker, '-o', 'yaml');
    expect(text).toContain('team: render');
    expect(text).toContain('effect: PreferNoSchedule');
    expect(text).toContain('textloom.ai/note: drill');
    await succeed('label', 'node', worker, 'team-');
    await succeed('taint', 'nodes', worker, 'drill-');
    const after = await succeed('get', 'node', worker, '-o', 'yaml');
    expect(after).not.toContain('team: render');
    expect(after).not.toContain('PreferNoSchedule');
  });

  it('answers who may do what', async () => {
    expect(await succeed('auth', 'can-i', 'delete', 'nodes')).toBe('yes\n');
    expect(await succeed('auth', 'whoami')).toContain('sandbox-admin');
    const restricted = await kubectl.run(
      ...['--token', 'unknown', 'get', 'nodes'],
    );
    expect(restricted.code).not.toBe(0);
  });

  it('drains a node through evictions', async () => {
    const text = await succeed(
      ...['drain', worker, '--ignore-daemonsets', '--delete-emptydir-data'],
      '--timeout=25s',
    );
    expect(text).toContain('drained');
    await succeed('uncordon', worker);
  });

  it('reads and follows logs', async () => {
    const lines = await succeed(
      ...['-n', 'textloom', 'logs', 'deploy/textloom-scheduler'],
      ...['-c', 'textloom-scheduler', '--tail', '5'],
    );
    expect(lines.trim().split('\n')).toHaveLength(5);
    expect(JSON.parse(lines.split('\n')[0])).toMatchObject({ level: 'info' });
  });

  it('creates, applies, changes and deletes', async () => {
    await succeed('create', 'namespace', 'scratch');
    await succeed(
      ...['-n', 'scratch', 'create', 'configmap', 'made'],
      '--from-literal=a=1',
    );
    const manifest = join(folder, 'settings.yaml');
    const write = (value: string) =>
      writeFile(
        manifest,
        `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: scratch }
data: { mode: ${value} }
`,
      );
    await write('slow');
    expect(await succeed('apply', '-f', manifest)).toContain('created');
    await write('fast');
    expect(await succeed('apply', '-f', manifest)).toContain('configured');
    expect(await succeed('apply', '-f', manifest)).toContain('unchanged');
    const data = await succeed(
      ...['-n', 'scratch', 'get', 'configmaps'],
      ...['-o', 'jsonpath={.items[*].data}'],
    );
    expect(data).toBe('{"a":"1"} {"mode":"fast"}');
    await succeed('delete', 'namespace', 'scratch');
    const gone = await kubectl.run('get', 'namespace', 'scratch');
    expect(gone.stderr).toContain(
      'Error from server (NotFound): namespaces "scratch" not found',
    );
  });
});
