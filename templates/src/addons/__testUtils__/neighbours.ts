import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { exportedMetrics } from '../../consistency/metrics';
import { Json, JsonObject, objectOf } from '../../covering/json';
import { listFiles, TEMPLATES } from '../../tester/templateFolder';
import { emittedFiles } from './emitted';
import { Repository } from './repository';

const renderer = createTemplateRenderer({
  trimBlocks: true,
  lstripBlocks: true,
});
const rendered = (path: string, values: object) =>
  renderer.render(readFileSync(join(TEMPLATES, path), 'utf8'), {
    values,
  } as never);

/** Values of a service's chart, with everything that its form can ask for. */
function serviceValues(kind: string): JsonObject {
  const text = rendered('parts/chart/chart/values.yaml.njk', {
    kind,
    ...{ name: `example-${kind}`, systemName: 'textloom', ownerName: 'sre' },
    ...{
      port: 8000,
      exposure: 'public',
      host: 'api.textloom.ai',
      rollouts: true,
    },
    ...{ database: true, cache: true, objectStorage: true, jobs: true },
    priorityQueue: kind === 'worker',
  });
  return objectOf(parse(text) as Json);
}

/** Metrics in the code that golden paths emit. */
function metricsOfServices(): Set<string> {
  const code = [
    'parts/python',
    'api-service/skeleton',
    'worker/skeleton',
    'web-app/skeleton',
  ].flatMap(folder =>
    listFiles(join(TEMPLATES, folder)).flatMap(path => {
      const name = path.replace(/\.njk$/, '');
      return /\.(?:py|ts|tsx)$/.test(name)
        ? [
            [
              `${folder}/${name}`,
              readFileSync(join(TEMPLATES, folder, path), 'utf8'),
            ] as const,
          ]
        : [];
    }),
  );
  return new Set(exportedMetrics(new Map(code)).keys());
}

/** The emitted repository beside what the other templates emit. */
export function repositoryNow(): Repository {
  return {
    files: emittedFiles(),
    services: Object.fromEntries(
      ['api', 'web', 'worker'].map(kind => [kind, serviceValues(kind)]),
    ),
    sizes: JSON.parse(
      rendered(
        'platform-aws/skeleton/terraform/environments/prod/terraform.tfvars.json.njk',
        {
          ...{
            name: 'textloom',
            region: 'ap-southeast-1',
            backupRegion: 'ap-northeast-1',
          },
          ...{
            domain: 'textloom.ai',
            ownerName: 'sre',
            costCenter: 'x',
            alertEmail: 'sre@textloom.ai',
          },
          ...{
            cidr: '10.40.0.0/16',
            kubernetesVersion: '1.33',
            elasticache: false,
          },
          ...{ cloudhsm: false, monthlyBudget: 30000 },
        },
      ),
    ),
    exported: metricsOfServices(),
  };
}
