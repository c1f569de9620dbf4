import { LoggedEvent } from './events';
import { eventHash, verifyChain } from './log';
import { TEST_NOW } from '../testUtils';

function chain(length: number): LoggedEvent[] {
  const log: LoggedEvent[] = [];
  for (let sequence = 1; sequence <= length; sequence++) {
    const previousHash = log[sequence - 2]?.hash ?? '0'.repeat(64);
    const fields = {
      proposal: 'p',
      sequence,
      event: { type: 'commented', id: `${sequence}`, text: 't' } as const,
      actor: 'user:default/dev',
      at: TEST_NOW,
      fingerprint: 'f',
      policyVersion: 'v',
    };
    log.push({
      ...fields,
      previousHash,
      hash: eventHash(previousHash, fields),
    });
  }
  return log;
}

const [one, two, three] = chain(3);

describe('verifyChain', () => {
  it('verifies what was written', () => {
    expect(verifyChain([one, two, three], 5)).toEqual({
      state: 'verified',
      events: 3,
      at: 5,
    });
    expect(verifyChain([])).toEqual({ state: 'verified', events: 0, at: 0 });
  });

  it.each<[string, LoggedEvent[], number, string]>([
    [
      'a field',
      [one, { ...two, actor: 'x' }, three],
      2,
      'not what was written',
    ],
    [
      'the fingerprint',
      [one, two, { ...three, fingerprint: 'g' }],
      3,
      'not what was written',
    ],
    [
      'the event',
      [{ ...one, event: { type: 'paused' } }, two, three],
      1,
      'not what was written',
    ],
    [
      'the hash',
      [one, { ...two, hash: 'a'.repeat(64) }, three],
      2,
      'not what was written',
    ],
    ['a dropped first', [two, three], 2, 'Event 1 is missing'],
    ['a dropped one', [one, three], 3, 'Event 2 is missing'],
    ['two moved', [one, three, two], 3, 'Event 2 is missing'],
    [
      "another proposal's",
      [one, { ...two, proposal: 'q' }],
      2,
      'not what was written',
    ],
    ['a number that is none', [{ ...one, at: NaN }], 1, 'not what was written'],
  ])('names %s', (_, log, sequence, message) => {
    expect(verifyChain(log)).toMatchObject({
      state: 'broken',
      sequence,
      message: expect.stringContaining(message),
    });
  });

  it('hashes as it always has: stored logs depend on it', () => {
    expect(one.hash).toBe(
      'd824f9d5ed27da720cd8c3981491e147b66f6100615d4a8304c087e131d010ed',
    );
  });
});
