import { HclFile } from '../../domain/policy/terraform/fromHcl';

/** What `@cdktf/hcl2json` offers. */
type Parse = (file: string, text: string) => Promise<Record<string, unknown>>;

/** A file of Terraform in the form of JSON, or why it has none. */
export type ParsedHcl =
  | { file: HclFile }
  | { path: string; problem: { line?: number; text: string } };

const ENCODED = /^\$\{jsonencode\(([\s\S]+)\)\}$/;

/** Parses a file. */
export async function parseHcl(path: string, text: string): Promise<ParsedHcl> {
  // A parser in WebAssembly, which starts when it is loaded: only for those who have such files.
  const { parse } = require('@cdktf/hcl2json') as { parse: Parse };
  try {
    const json = await parse(path, text);
    return { file: { path, text, json: await decoded(json, parse) } };
  } catch (error) {
    // `parse config: [main.tf:29,38-49: Argument definition required; …]`
    const said = String(error).split('\n')[0];
    const [, line, reason] =
      /:(\d+),[\d-]+(?:,\d+)?: ([^;\]]+)/.exec(said) ?? [];
    return {
      path,
      problem: {
        ...(line !== undefined && { line: Number(line) }),
        text: (reason ?? 'HCL').slice(0, 200),
      },
    };
  }
}

/** Documents are written by `jsonencode`; what is in it is read like the rest of the file. */
async function decoded(value: unknown, parse: Parse): Promise<unknown> {
  if (typeof value === 'string') {
    const inner = ENCODED.exec(value)?.[1];
    if (inner === undefined) {
      return value;
    }
    const parsed = await parse('jsonencode.tf', `it = ${inner}\n`).catch(
      () => undefined,
    );
    return parsed ? parsed.it : value;
  }
  if (Array.isArray(value)) {
    return Promise.all(value.map(each => decoded(each, parse)));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      await Promise.all(
        Object.entries(value).map(
          async ([key, inner]) => [key, await decoded(inner, parse)] as const,
        ),
      ),
    );
  }
  return value;
}
