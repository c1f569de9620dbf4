import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { readRunning } from './lib/runFile.ts';
import { describeFailure } from './lib/sentence.ts';
import { fetchToken } from './lib/token.ts';

try {
  const running = await readRunning(layoutOf(repositoryRoot).runFile);
  console.log(await fetchToken(running?.baseUrl, process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
