import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const STATE = process.env.TEXTLOOM_STATE_DIR ?? join(ROOT, '.portal', 'state');

/** Runs `npm run verify-evidence` on a file, as an auditor with a checkout would. */
export function verifyEvidence(
  file: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'scripts', 'bootstrap.mjs'),
      'verify-evidence',
      file,
      ...['--key', join(STATE, 'evidence-key.pem')],
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const read = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', code => done({ code, output }));
  });
}

/** Changes one byte of a file, within the text that a pattern finds. */
export async function changeByte(file: string, within: RegExp): Promise<void> {
  const text = await readFile(file, 'utf8');
  const found = within.exec(text);
  if (!found) throw new Error(`There is no ${within} in ${file}`);
  const at = found.index + found[0].length - 1;
  const other = text[at] === '1' ? '2' : '1';
  await writeFile(file, `${text.slice(0, at)}${other}${text.slice(at + 1)}`);
}
