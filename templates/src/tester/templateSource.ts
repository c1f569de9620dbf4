import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject, listOf, objectOf } from '../covering/json';
import { plainAnswers } from '../covering/parameterSpace';
import { createEngine } from '../lint/engine';
import { Action, TemplateSource } from '../lint/template';
import { scaffolder } from './renderTemplate';
import {
  listFiles,
  readTemplate,
  TEMPLATES,
  TemplateFolder,
} from './templateFolder';

/** Where the library chart lies that the part `library-chart` brings. */
const LIBRARY = 'library-chart/skeleton/chart/textloom-service';

/** Reads a template with all that it renders, and asks the scaffolder about its actions. */
export async function readTemplateSource(
  slug: string,
): Promise<TemplateSource> {
  const template = readTemplate(slug);
  const files = new Map<string, string>();
  for (const folder of foldersOf(template)) {
    for (const path of listFiles(join(TEMPLATES, folder))) {
      files.set(
        `${folder}/${path}`,
        readFileSync(join(TEMPLATES, folder, path), 'utf8'),
      );
    }
  }
  return {
    slug,
    entity: template.entity,
    files,
    actions: await actionsOf(template),
    faultOf: createEngine(plainAnswers(template.pages)),
  };
}

/** The skeleton and the parts that the steps name. */
function foldersOf({ slug, steps }: TemplateFolder): string[] {
  const parts = steps
    .filter(({ action }) => action === 'textloom:parts')
    .flatMap(({ input }) => listOf(objectOf(input).parts).map(String))
    .map(part => (part === 'library-chart' ? LIBRARY : `parts/${part}`));
  return [...new Set([`${slug}/skeleton`, ...parts])].filter(folder =>
    existsSync(join(TEMPLATES, folder)),
  );
}

const SKIPPED = /Skipping because (\S+) does not support dry-run/;

/**
 * All actions, and which of the template's a dry run skips. Each is asked with
 * nothing to do, so that it only says whether it would be run.
 */
async function actionsOf({
  entity,
  steps,
}: TemplateFolder): Promise<Map<string, Action>> {
  const harness = await scaffolder();
  const known = await harness.actions();
  const named = new Set(steps.map(({ action }) => action));
  const probes = known
    .filter(({ id }) => named.has(id))
    .map(({ id }, index) => ({
      id: `probe-${index}`,
      name: id,
      action: id,
      each: [],
    }));
  const { log } = await harness.dryRun({
    template: { ...entity, spec: { type: 'service', steps: probes } },
    values: {},
    directoryContents: [],
  });
  const skipped = new Set(
    log.map(({ body }) => SKIPPED.exec(String(body.message))?.[1]),
  );
  return new Map(
    known.map(({ id, schema }) => {
      const outputs = Object.keys(
        objectOf((schema?.output as JsonObject)?.properties),
      );
      return [
        id,
        {
          id,
          dryRunnable: !skipped.has(id),
          ...(outputs.length > 0 && { outputs }),
        },
      ];
    }),
  );
}
