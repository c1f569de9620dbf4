import { Verification } from './verifyLog';
import { Problem } from './verifyProposal';

const number = new Intl.NumberFormat('en');

/** What a person reads of a verification. */
export function report(verification: Verification): {
  text: string;
  ok: boolean;
} {
  const { proposals, events, checkpoints, problems } = verification;
  const count = (n: number, word: string) =>
    `${number.format(n)} ${word}${n === 1 ? '' : 's'}`;
  const ok = problems.length === 0;
  const summary = [
    count(proposals, 'proposal'),
    count(events, 'event'),
    count(checkpoints, 'checkpoint'),
    ok ? 'chain ok' : count(problems.length, 'problem'),
  ].join(', ');
  return { text: [...problems.map(lineOf), summary].join('\n'), ok };
}

function lineOf({ table, proposal, sequence, problem }: Problem): string {
  const what = table === 'checkpoints' ? 'line' : 'event';
  const row = [
    table,
    ...(proposal === undefined ? [] : [`proposal ${proposal}`]),
    ...(sequence === undefined ? [] : [`${what} ${sequence}`]),
  ].join(', ');
  return `${row}: ${problem}`;
}
