import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Json, JsonObject, objectOf } from '../covering/json';
import { Answers } from '../covering/parameterSpace';
import { parametersOf } from '../covering/parameters';
import {
  DryRunError,
  ScaffolderHarness,
  SerializedFile,
  startScaffolder,
} from './ScaffolderHarness';
import {
  listFiles,
  readTemplate,
  Step,
  TemplateFolder,
  TEMPLATES,
} from './templateFolder';

/** What a template emitted. */
export interface RenderedTemplate {
  /** Text files by path with slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that are no UTF-8 text. */
  readonly binaries: ReadonlyMap<string, Buffer>;
  /** Paths of the files that may be executed; a dry run knows this of parts only, not of a skeleton. */
  readonly executables: ReadonlySet<string>;
}

/** How a template is rendered. */
export interface RenderRequest {
  readonly slug: string;
  /** Answers to the form; those with a default may be left out, as in the form. */
  readonly parameters: Answers;
  /** Each step is run this often in the same workspace. */
  readonly times?: number;
  /** Where to write what was emitted. */
  readonly folder?: string;
  /** Folder of all templates; that of this repository unless set. */
  readonly templates?: string;
}

/** Actions that write files; what comes after them makes things elsewhere or only looks. */
const EMITS = /^(?:fetch:|fs:|textloom:parts$|catalog:write$)/;

const started = new Map<string, Promise<ScaffolderHarness>>();

/** The scaffolder of this test suite, started at the first call. */
export function scaffolder(templates = TEMPLATES): Promise<ScaffolderHarness> {
  const harness = started.get(templates) ?? startScaffolder(templates);
  started.set(templates, harness);
  return harness;
}

/**
 * Renders a template through the scaffolder's own dry run: its validation, its
 * evaluation of the steps' inputs and its actions, up to but without publishing.
 *
 * @throws DryRunError when the answers are refused or a step fails
 */
export async function renderTemplate({
  slug,
  parameters,
  times = 1,
  folder,
  templates = TEMPLATES,
}: RenderRequest): Promise<RenderedTemplate> {
  const template = readTemplate(slug, templates);
  const { dryRun } = await scaffolder(templates);
  const { directoryContents } = await dryRun({
    template: emitting(template, times),
    values: withDefaults(template.pages, parameters),
    directoryContents: await contentOf(template),
  });
  const rendered = toRendered(directoryContents);
  if (folder) {
    await materialise(rendered, folder);
  }
  return rendered;
}

/**
 * What the policy of the golden paths finds in what a template emits, by its
 * own step `textloom:check`.
 *
 * @throws DryRunError when the answers are refused, or the policy finds errors
 */
export async function policyFindings(
  slug: string,
  parameters: Answers,
): Promise<Json> {
  const template = readTemplate(slug);
  const { dryRun } = await scaffolder();
  const { steps } = template;
  const check = steps.find(({ action }) => action === 'textloom:check');
  const { output } = await dryRun({
    template: {
      ...template.entity,
      spec: {
        ...objectOf(template.entity.spec),
        steps: [
          ...steps.filter(({ action }) => EMITS.test(action)),
          ...(check ? [check] : []),
        ],
        output: { findings: `\${{ steps.${check?.id}.output.findings }}` },
      },
    },
    values: withDefaults(template.pages, parameters),
    directoryContents: await contentOf(template),
  });
  return output.findings;
}

/**
 * What the scaffolder says against answers, without rendering anything; empty
 * when it takes them.
 */
export async function refusalOf(
  slug: string,
  parameters: Answers,
): Promise<readonly string[]> {
  const { entity, pages } = readTemplate(slug);
  const { dryRun } = await scaffolder();
  const spec = { ...objectOf(entity.spec), steps: [], output: {} };
  try {
    await dryRun({
      template: { ...entity, spec },
      values: withDefaults(pages, parameters),
      directoryContents: [],
    });
    return [];
  } catch (error) {
    if (error instanceof DryRunError && error.status === 400) {
      return error.faults;
    }
    throw error;
  }
}

/** Fills in what the form would have filled in. */
export function withDefaults(
  pages: readonly JsonObject[],
  answers: Answers,
): JsonObject {
  const complete: Record<string, Json> = { ...answers };
  for (const { name, schema, when } of parametersOf(pages)) {
    const asked = !when || when.values.includes(complete[when.parameter]);
    if (asked && !(name in complete) && schema.default !== undefined) {
      complete[name] = schema.default;
    }
  }
  return complete;
}

/** Writes what was emitted into a folder. */
export async function materialise(
  { files, binaries, executables }: RenderedTemplate,
  folder: string,
): Promise<void> {
  for (const [path, content] of [...files, ...binaries]) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    if (executables.has(path)) {
      await chmod(file, 0o755);
    }
  }
}

/** The template with only the steps that emit files, and nothing said at the end. */
function emitting(
  { entity, steps }: TemplateFolder,
  times: number,
): JsonObject {
  const emit = steps.filter(({ action }) => EMITS.test(action));
  const repeated = Array.from({ length: times }, (_, run) =>
    emit.map(
      (step): Step => (run ? { ...step, id: `${step.id}-${run}` } : step),
    ),
  ).flat();
  return {
    ...entity,
    spec: { ...objectOf(entity.spec), steps: repeated, output: {} },
  };
}

async function contentOf({ path }: TemplateFolder): Promise<SerializedFile[]> {
  return Promise.all(
    listFiles(path).map(async name => {
      const file = join(path, name);
      const [content, { mode }] = await Promise.all([
        readFile(file),
        stat(file),
      ]);
      return {
        path: name,
        base64Content: content.toString('base64'),
        executable: (mode & 0o100) !== 0,
      };
    }),
  );
}

function toRendered(contents: readonly SerializedFile[]): RenderedTemplate {
  const files = new Map<string, string>();
  const binaries = new Map<string, Buffer>();
  const executables = new Set<string>();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const sorted = [...contents].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, base64Content, executable } of sorted) {
    const content = Buffer.from(base64Content, 'base64');
    try {
      files.set(path, decoder.decode(content));
    } catch {
      binaries.set(path, content);
    }
    if (executable) {
      executables.add(path);
    }
  }
  return { files, binaries, executables };
}
