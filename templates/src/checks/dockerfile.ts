import { DockerfileParser, From, Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { Files, ToolFinding } from './finding';

/** What a Dockerfile of ours keeps, beyond being one. */
function ownRules(text: string): [line: number, message: string][] {
  const file = DockerfileParser.parse(text);
  const instructions = file.getInstructions();
  const froms = file.getFROMs();
  const last = froms[froms.length - 1];
  const lineOf = (instruction: Instruction) =>
    instruction.getRange().start.line + 1;
  const found: [number, string][] = [];
  if (froms.length < 2) {
    found.push([1, 'It has one stage: what only the build needs is shipped']);
  }
  for (const from of froms) {
    if (!isPinned(from, text)) {
      found.push([lineOf(from), `${from.getImage()} names no fixed version`]);
    }
  }
  const running = instructions.filter(
    instruction => last && lineOf(instruction) > lineOf(last),
  );
  const named = (keyword: string) =>
    running.filter(instruction => instruction.getKeyword() === keyword);
  const user = named('USER').at(-1)?.getArgumentsContent() ?? 'root';
  if (/^(?:root|0)(?::|$)/.test(user) || !/^\d+(?::\d+)?$/.test(user)) {
    found.push([1, `It runs as ${user}: runAsNonRoot needs a number above 0`]);
  }
  if (named('HEALTHCHECK').length === 0) {
    found.push([1, 'It has no HEALTHCHECK']);
  }
  for (const instruction of instructions) {
    const content = instruction.getArgumentsContent() ?? '';
    const keyword = instruction.getKeyword();
    if (keyword === 'ADD' && /https?:/.test(content)) {
      found.push([lineOf(instruction), 'ADD fetches what nobody has checked']);
    }
    if (['CMD', 'ENTRYPOINT'].includes(keyword) && !content.startsWith('[')) {
      found.push([
        lineOf(instruction),
        `${keyword} starts a shell, which keeps signals to itself`,
      ]);
    }
    if (keyword === 'ENV' && /(?:TOKEN|PASSWORD|SECRET)\w*=\S/.test(content)) {
      found.push([lineOf(instruction), 'A secret stays in the image']);
    }
  }
  return found;
}

/** A digest or a tag other than `latest`, also through an ARG with a default. */
function isPinned(from: From, text: string): boolean {
  const image = from.getImage() ?? '';
  const [, variable] = /^\$\{?(\w+)\}?$/.exec(image) ?? [];
  const name = variable
    ? new RegExp(`^ARG ${variable}=(\\S+)`, 'm').exec(text)?.[1] ?? ''
    : image;
  const stages = [...text.matchAll(/^FROM .* AS (\S+)/gim)].map(([, s]) => s);
  return (
    stages.includes(name) ||
    name.includes('@sha256:') ||
    /:(?!latest$)[\w.-]+$/.test(name)
  );
}

/** Dockerfiles that Docker would refuse, or that break the rules of this place. */
export function checkDockerfiles(files: Files): ToolFinding[] {
  return [...files]
    .filter(([path]) => /(?:^|\/)Dockerfile$/.test(path))
    .flatMap(([path, text]) => [
      ...validate(text).map(({ range, message }) => ({
        tool: 'dockerfile',
        where: `${path}:${range.start.line + 1}`,
        message: String(message),
      })),
      ...ownRules(text).map(([line, message]) => ({
        tool: 'dockerfile',
        where: `${path}:${line}`,
        message,
      })),
    ]);
}
