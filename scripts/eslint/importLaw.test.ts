import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const fixtures = join(here, 'fixtures');

interface Fixture {
  /** The file of a real package that this text pretends to be. */
  as: string;
  message: string;
  text: string;
}

function readFixture(file: string): Fixture {
  const text = readFileSync(join(fixtures, file), 'utf8');
  const as = /^\/\/ as: (.+)$/m.exec(text)?.[1];
  const message = /^\/\/ (?:never )?says: (.+)$/m.exec(text)?.[1];
  assert.ok(as && message, `${file} needs the lines 'as' and 'says'`);
  return { as, message, text };
}

/** Lints with the configuration that the real package has. */
async function messagesOf({ as, text }: Fixture): Promise<string[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(text, { filePath: join(root, as) });
  assert.ok(result, `${as} is not linted at all`);
  const parseErrors = result.messages.filter(message => message.fatal);
  assert.deepEqual(parseErrors, []);
  return result.messages
    .filter(message => message.severity === 2)
    .map(message => message.message);
}

const files = readdirSync(fixtures).sort();

for (const file of files.filter(name => name.includes('.fail.'))) {
  test(`the law refuses ${file}`, async () => {
    const fixture = readFixture(file);
    const messages = await messagesOf(fixture);
    assert.ok(messages.includes(fixture.message), messages.join('\n'));
  });

  test(`and allows its twin ${file.replace('.fail.', '.pass.')}`, async () => {
    const fixture = readFixture(file.replace('.fail.', '.pass.'));
    const messages = await messagesOf(fixture);
    assert.deepEqual(
      messages.filter(message => message.startsWith(fixture.message)),
      [],
    );
  });
}

test('the law refuses a file of 401 lines, and allows one of 400', async () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, n) => `export const v${n} = ${n};\n`);
  const about = (text: string) => ({
    as: 'packages/kernel/src/example.ts',
    message: 'File has too many lines (401). Maximum allowed is 400.',
    text,
  });
  const tooLong = about(lines(401).join(''));
  assert.ok((await messagesOf(tooLong)).includes(tooLong.message));
  assert.deepEqual(await messagesOf(about(lines(400).join(''))), []);
});

test('every package is under the law', () => {
  for (const group of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, group))) {
      const config = join(root, group, name, '.eslintrc.js');
      assert.match(readFileSync(config, 'utf8'), /importLaw/, config);
    }
  }
});
