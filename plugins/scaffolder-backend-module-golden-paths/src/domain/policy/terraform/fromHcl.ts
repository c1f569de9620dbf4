import {
  Place,
  Resource,
} from '@textloom/plugin-scaffolder-golden-paths-common';

/** A file of Terraform as `hcl2json` gives it. */
export interface HclFile {
  path: string;
  text: string;
  json: unknown;
}

/** What is written in the files of a repository. */
export interface Written {
  resources: Resource[];
  /** Whether code from elsewhere is used, of which nothing is seen. */
  foreign: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const EXPRESSION = /(?<![$%])[$%]\{/;
const REFERENCE = /\b(?:data\.)?aws_[a-z0-9_]+\.[A-Za-z_][\w-]*/g;
const ENVIRONMENT = /(?:^|\/)environments\/([^/]+)\//;
/** Arguments of Terraform itself. */
const META = new Set([
  'count',
  'depends_on',
  'lifecycle',
  'provider',
  'dynamic',
]);

/** Resources, data sources and providers of files, with their lines. An expression is known to be there, and no more. */
export function readHcl(files: readonly HclFile[]): Written {
  const resources = files.flatMap(file => {
    const json = asJson(file.json);
    return [
      ...labelled(json.resource).flatMap(([type, name, body]) =>
        resourceOf(file, { type, name, body, block: 'resource' }),
      ),
      ...labelled(json.data).flatMap(([type, name, body]) =>
        resourceOf(file, { type: `data.${type}`, name, body, block: 'data' }),
      ),
      ...Object.entries(asJson(json.provider)).flatMap(([name, bodies]) =>
        asList(bodies).map(body =>
          resourceOf(file, {
            type: `provider.${name}`,
            name: String(asJson(body).alias ?? 'default'),
            body: asJson(body),
            block: 'provider',
          }),
        ),
      ),
    ];
  });
  const foreign = files.some(({ json }) =>
    Object.values(asJson(asJson(json).module)).some(calls =>
      asList(calls).some(call => {
        const { source } = asJson(call);
        return typeof source === 'string' && !/^\.{1,2}\//.test(source);
      }),
    ),
  );
  return { resources, foreign };
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Blocks with two labels. */
function labelled(value: unknown): [type: string, name: string, body: Json][] {
  return Object.entries(asJson(value)).flatMap(([type, named]) =>
    Object.entries(asJson(named)).flatMap(([name, bodies]) =>
      asList(bodies).map((body): [string, string, Json] => [
        type,
        name,
        asJson(body),
      ]),
    ),
  );
}

function resourceOf(
  { path, text }: HclFile,
  {
    type,
    name,
    body,
    block,
  }: { type: string; name: string; body: Json; block: string },
): Resource {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const environment = ENVIRONMENT.exec(path)?.[1];
  const own = Object.entries(body).filter(([key]) => !META.has(key));
  const dynamic = Object.entries(asJson(body.dynamic));
  const values: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [key, value] of own) {
    const { known, mark } = split(value);
    values[key] = known;
    unknown[key] = mark;
  }
  for (const [key, generators] of dynamic) {
    const contents = asList(generators).flatMap(each =>
      asList(asJson(each).content),
    );
    const { known } = split(contents);
    values[key] = [...asList(values[key]), ...asList(known)];
    // How many there are nobody knows, not even whether there is one.
    unknown[key] = true;
  }
  return {
    id: `${folder}:${type}.${name}`,
    type,
    address: `${type}.${name}`,
    values,
    unknown,
    references: references(body, folder),
    ...(environment !== undefined && { environment }),
    place: placeOf(path, text, block, type.replace(/^\w+\./, ''), name),
  };
}

/** A value in two: what is known of it, and marks where something is not. */
function split(value: unknown): { known: unknown; mark: unknown } {
  if (typeof value === 'string') {
    return EXPRESSION.test(value)
      ? { known: undefined, mark: true }
      : { known: value, mark: false };
  }
  if (Array.isArray(value)) {
    const parts = value.map(split);
    return {
      known: parts.map(({ known }) => known),
      mark: parts.map(({ mark }) => mark),
    };
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(
      ([key, inner]) => [key, split(inner)] as const,
    );
    return {
      known: Object.fromEntries(parts.map(([key, { known }]) => [key, known])),
      mark: Object.fromEntries(parts.map(([key, { mark }]) => [key, mark])),
    };
  }
  return { known: value, mark: false };
}

/** What `each` stands for is what the resource is made for each of. */
function references(body: Json, folder: string): Record<string, string[]> {
  const idsIn = (value: unknown) =>
    [...new Set((JSON.stringify(value) ?? '').match(REFERENCE) ?? [])].map(
      reference => `${folder}:${reference}`,
    );
  const each = idsIn(body.for_each);
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      /\beach\.(?:key|value)\b/.test(JSON.stringify(value) ?? '')
        ? [...new Set([...idsIn(value), ...each])]
        : idsIn(value),
    ]),
  );
}

/** Lines of a block and its attributes; formatted code ends a block at the beginning of a line. */
function placeOf(
  file: string,
  text: string,
  block: string,
  type: string,
  name: string,
): Place {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) =>
    line.startsWith(`${block} "${type}"`) &&
    (block === 'provider' || line.includes(`"${name}"`))
      ? [index]
      : [],
  );
  const start = starts[0];
  if (start === undefined) {
    return { file };
  }
  const rest = lines.findIndex(
    (line, index) => index > start && line[0] === '}',
  );
  const found: Record<string, number> = {};
  for (
    let index = start + 1;
    index < (rest < 0 ? lines.length : rest);
    index++
  ) {
    const attribute = /^\s+(?:dynamic\s+")?(\w+)"?\s*(?:=|\{)/.exec(
      lines[index],
    )?.[1];
    if (attribute !== undefined) {
      found[attribute] ??= index + 1;
    }
  }
  return { file, line: start + 1, lines: found };
}
