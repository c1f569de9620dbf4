import { GateAnswer, GateQuestion } from '../../service/GateChecker';

/** An answer is one word; more is not read. */
const MAX_BYTES = 64 * 1024;

/** GET of an address: 200 with `{"passed": true}` passes, with `false` fails; anything else is unknown. */
export async function askHttp({
  gate,
}: GateQuestion<'http'>): Promise<GateAnswer> {
  const response = await fetch(gate.url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(gate.timeoutMs),
  });
  const body = await readBounded(response);
  const { passed, summary } = Object(response.ok ? JSON.parse(body) : {});
  return {
    status: statusOf(passed),
    source: gate.name,
    ...(typeof summary === 'string' && { summary: summary.slice(0, 300) }),
  };
}

function statusOf(passed: unknown): GateAnswer['status'] {
  if (passed === true) {
    return 'passed';
  }
  return passed === false ? 'failed' : 'unknown';
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new Error('The answer is too long');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
