import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { Files, ToolFinding } from './finding';

const config = {
  rules: [
    { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator },
  ],
};

/** Tests have to write addresses with a password to see that it is masked. */
const ADDRESSES = /database-connection-string|basicauth/;
const isTest = (path: string) => /^tests\/|\.test\.ts$/.test(path);

/** What was found in a text; most variants share most files. */
const known = new Map<string, readonly string[]>();

async function secretsIn(path: string, content: string) {
  const key = `${isTest(path)} ${content}`;
  const before = known.get(key);
  if (before) {
    return before;
  }
  const { messages } = await lintSource({
    source: {
      filePath: `/${path}`,
      content,
      contentType: 'text',
      ext: path.slice(path.lastIndexOf('.')),
    },
    options: { config, maskSecrets: true },
  });
  const found = messages
    .filter(({ ruleId }) => !(isTest(path) && ADDRESSES.test(ruleId)))
    .map(({ message, loc }) => `line ${loc.start.line}: ${message}`);
  known.set(key, found);
  return found;
}

/** Keys, tokens and passwords in emitted files. */
export async function checkSecrets(files: Files): Promise<ToolFinding[]> {
  const found = await Promise.all(
    [...files].map(async ([path, content]) =>
      (
        await secretsIn(path, content)
      ).map(message => ({ tool: 'secretlint', where: path, message })),
    ),
  );
  return found.flat();
}
