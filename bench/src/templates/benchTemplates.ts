import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { startBenchPortal, timeRequest } from '../portal.ts';
import type { BenchPortal } from '../portal.ts';
import { judge, median, quantile } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { ANSWERS } from './answers.ts';

const PEER = "the scaffolder's dry run of the skeleton alone";
/** What one service may take, files and findings together. */
const LIMIT_MS = 2_000;
const MATRIX_MINUTES = 12;

/** Every file of a service with what the policy says, against the skeleton alone; then the whole matrix. */
export async function benchTemplates(
  context: BenchContext,
): Promise<BenchResult[]> {
  const { folder, progress, size } = context;
  const config = join(folder, 'app-config.bench.yaml');
  // Nothing of the clusters is wanted here.
  await writeFile(
    config,
    JSON.stringify({ kubernetes: { clusterLocatorMethods: [] } }),
  );
  progress.say('Starting the portal');
  const portal = await startBenchPortal(context, config);
  const results: BenchResult[] = [];
  for (const [name, values] of Object.entries(ANSWERS)) {
    const ask = await asker(portal, context.layout.root, name, values);
    progress.say(`Emitting ${name}`);
    // Helm is unpacked and the modules are loaded by the first request of a process.
    await ask.ours();
    await ask.peer();
    const { ours, peer } = await interleave(
      size === 'small' ? 3 : 15,
      ask,
      () => sleep(200),
    );
    for (const [title, of] of [
      ['p50', median],
      ['p95', (all: number[]) => quantile(all, 0.95)],
    ] as const) {
      results.push(
        judge(
          {
            name: `emit ${name} and check it, ${title}`,
            unit: 'ms',
            ours: of(ours),
            peer: of(peer),
            peerName: PEER,
          },
          { kind: 'at-most', limit: LIMIT_MS },
        ),
      );
    }
  }
  await portal.stop();
  return size === 'small' ? results : [...results, await matrix(context)];
}

/** Both sides for one template. */
async function asker(
  { baseUrl, headers }: BenchPortal,
  root: string,
  name: string,
  values: Record<string, unknown>,
): Promise<{ ours: () => Promise<number>; peer: () => Promise<number> }> {
  const post = async (path: string, body: unknown) => {
    const timed = await timeRequest(`${baseUrl}/api/scaffolder${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (timed.status !== 200) {
      throw new Sentence(
        `${name} answered ${timed.status}: ${timed.body.slice(0, 300)}`,
      );
    }
    return timed.milliseconds;
  };
  const template = await readTemplate(baseUrl, headers, name);
  const [step] = template.spec.steps;
  return {
    ours: () =>
      post('/golden-paths/preview', {
        templateRef: `template:default/${name}`,
        values,
      }),
    peer: async () =>
      post('/v2/dry-run', {
        template: {
          ...template,
          spec: { ...template.spec, steps: [step], output: {} },
        },
        values,
        directoryContents: await serialized(join(root, 'templates', name)),
      }),
  };
}

interface TemplateEntity {
  spec: { steps: unknown[] };
}

async function readTemplate(
  baseUrl: string,
  headers: Record<string, string>,
  name: string,
): Promise<TemplateEntity> {
  const url = `${baseUrl}/api/catalog/entities/by-name/template/default/${name}`;
  const end = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await timeRequest(url, { headers });
    if (status === 200) return JSON.parse(body);
    if (Date.now() > end) {
      throw new Sentence(`The catalog has no template ${name} (${status}).`);
    }
    await sleep(1_000);
  }
}

async function serialized(folder: string) {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        return {
          path: relative(folder, path),
          base64Content: await readFile(path, 'base64'),
        };
      }),
  );
}

/** The pairwise matrix of all templates with every tool, as CI runs it. */
async function matrix({
  layout,
  processes,
  progress,
  folder,
}: BenchContext): Promise<BenchResult> {
  progress.say('Running the matrix of all templates');
  const began = performance.now();
  const { ok } = await processes.run({
    name: 'matrix',
    command: process.execPath,
    args: [
      ...[layout.yarn, 'run', '-T', 'backstage-cli', 'repo', 'test'],
      ...['--watchAll=false', '--maxWorkers=2', '--silent'],
      'templates/src',
    ],
    cwd: layout.root,
    env: { ...process.env, CI: 'true' },
    log: join(folder, 'matrix.log'),
  });
  if (!ok) throw new Sentence('The matrix failed; its log is matrix.log.');
  return judge(
    {
      name: 'matrix and all tools, every template',
      unit: 'min',
      ours: (performance.now() - began) / 60_000,
      peer: MATRIX_MINUTES,
      peerName: 'limit',
    },
    { kind: 'at-most', limit: MATRIX_MINUTES },
  );
}
