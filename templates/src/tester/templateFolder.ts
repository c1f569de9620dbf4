import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { Json, JsonObject, listOf, objectOf } from '../covering/json';

/** The folder of all templates in this repository. */
export const TEMPLATES = resolve(__dirname, '../..');

const LEFT_BY_TOOLS =
  /(?:^|\/)(?:node_modules|__pycache__|\.venv|\.next|\.(?:ruff|mypy|pytest)_cache)\//;

/** One step of a template. */
export type Step = JsonObject & {
  readonly id: string;
  readonly action: string;
};

/** A template as it lies on disk. */
export interface TemplateFolder {
  readonly slug: string;
  readonly path: string;
  /** `template.yaml`, parsed. */
  readonly entity: JsonObject;
  /** `spec.parameters`: a JSON schema for each page of the form. */
  readonly pages: readonly JsonObject[];
  readonly steps: readonly Step[];
}

/** The names of all templates: folders that hold a `template.yaml`. */
export function listTemplates(root = TEMPLATES): string[] {
  return readdirSync(root)
    .filter(name => existsSync(join(root, name, 'template.yaml')))
    .sort();
}

/** A template is read for each of its variants, and parsed once. */
const parsed = new Map<string, JsonObject>();

/** Reads a template. @throws when `template.yaml` is missing or no YAML */
export function readTemplate(slug: string, root = TEMPLATES): TemplateFolder {
  const path = join(root, slug);
  const text = readFileSync(join(path, 'template.yaml'), 'utf8');
  const entity =
    parsed.get(text) ?? objectOf(parse(text, { merge: true }) as Json);
  parsed.set(text, entity);
  const spec = objectOf(entity.spec);
  return {
    slug,
    path,
    entity,
    pages: [spec.parameters ?? []].flat().map(page => objectOf(page as Json)),
    steps: listOf(spec.steps).map((step, index) => {
      const { id = `step-${index + 1}`, action, ...rest } = objectOf(step);
      return { ...rest, id: String(id), action: String(action) };
    }),
  };
}

/** Paths of all files below a folder, with slashes, sorted; nothing of what tools leave behind. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter(path => !LEFT_BY_TOOLS.test(path))
    .sort();
}
