/** An instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  name: string;
  /** What follows, on one line; bodies of here-documents come after it. */
  args: string;
  /** Where it begins, from 1. */
  line: number;
}

/** A stage, from its FROM to the next. */
export interface Stage {
  /** With defaults of ARG put in; `undefined` where an ARG has none. */
  image?: string;
  /** Name behind AS, in lower case. */
  name?: string;
  from: Instruction;
  instructions: readonly Instruction[];
}

/** Instructions of a Dockerfile: comments left out, continued lines joined, here-documents taken along. */
export function parseInstructions(text: string): Instruction[] {
  const lines = text.split(/\r?\n/);
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const start = index;
    if (isCode(lines[index])) {
      let joined = lines[index];
      while (joined.endsWith('\\') && index + 1 < lines.length) {
        index += 1;
        const next = lines[index];
        // Comments and empty lines do not end what is continued.
        joined = isCode(next) ? joined.slice(0, -1) + next : joined;
      }
      for (const end of hereDocuments(joined)) {
        while (index + 1 < lines.length && lines[index].trim() !== end) {
          index += 1;
          joined += `\n${lines[index]}`;
        }
      }
      const [, name = '', args = ''] =
        /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
      instructions.push({ name: name.toUpperCase(), args, line: start + 1 });
    }
  }
  return instructions;
}

function isCode(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

function hereDocuments(line: string): string[] {
  return [...line.matchAll(/<<-?\s*["']?(\w+)["']?/g)].map(([, end]) => end);
}

/** Stages, with the images that they stand on. */
export function parseStages(instructions: readonly Instruction[]): Stage[] {
  const first = instructions.findIndex(({ name }) => name === 'FROM');
  const defaults = new Map(
    instructions.slice(0, Math.max(first, 0)).flatMap(({ name, args }) => {
      const [, key, value] = /^(\w+)=["']?([^"'\s]*)/.exec(args) ?? [];
      return name === 'ARG' && key ? [[key, value] as const] : [];
    }),
  );
  const starts = instructions.flatMap(({ name }, index) =>
    name === 'FROM' ? [index] : [],
  );
  return starts.map((start, index) => {
    const from = instructions[start];
    const words = from.args.split(/\s+/).filter(word => !word.startsWith('--'));
    return {
      image: resolve(words[0] ?? '', defaults),
      name:
        words[1]?.toLowerCase() === 'as' ? words[2]?.toLowerCase() : undefined,
      from,
      instructions: instructions.slice(start + 1, starts[index + 1]),
    };
  });
}

function resolve(
  image: string,
  defaults: ReadonlyMap<string, string>,
): string | undefined {
  let known = true;
  const text = image.replace(
    /\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g,
    (_, braced, fallback, bare) => {
      const value = defaults.get(braced ?? bare) ?? fallback;
      known &&= Boolean(value);
      return value ?? '';
    },
  );
  return known ? text : undefined;
}
