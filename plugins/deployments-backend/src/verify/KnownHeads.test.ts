import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHAIN_START } from '@textloom/kernel';
import { eventHash, LoggedEvent } from '@textloom/plugin-deployments-common';
import { CheckpointFile } from './CheckpointFile';
import { KnownHeads, verifyAgainst } from './KnownHeads';

function chain(...texts: string[]): LoggedEvent[] {
  let previousHash = CHAIN_START;
  return texts.map((text, index) => {
    const fields = {
      proposal: 'p',
      sequence: index + 1,
      event: { type: 'commented' as const, id: `${index}`, text },
      actor: 'user:default/a',
      at: index,
      fingerprint: 'f',
      policyVersion: 'v',
    };
    const hash = eventHash(previousHash, fields);
    const logged = { ...fields, previousHash, hash };
    previousHash = hash;
    return logged;
  });
}

describe('the checkpoint of a proposal', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heads-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the newest that names it, also when the file grows', async () => {
    const file = new CheckpointFile(folder);
    const heads = new KnownHeads(file);
    expect(await heads.of('p')).toBeUndefined();
    const [first, second] = chain('one', 'two');
    const { root } = await file.append({
      at: 5,
      heads: [['p', 1, first.hash]],
      previous: CHAIN_START,
    });
    expect(await heads.of('p')).toEqual({
      sequence: 1,
      hash: first.hash,
      at: 5,
    });
    await file.append({
      at: 9,
      heads: [['p', 2, second.hash]],
      previous: root,
    });
    expect(await heads.of('p')).toMatchObject({ sequence: 2, at: 9 });
    expect(await heads.of('other')).toBeUndefined();
  });

  it('stands behind a log that goes on from it', () => {
    const log = chain('one', 'two', 'three');
    const head = { sequence: 2, hash: log[1].hash, at: 5 };
    expect(verifyAgainst(log, head, 10)).toEqual({
      state: 'verified',
      events: 3,
      at: 10,
      checkpointAt: 5,
    });
    expect(verifyAgainst(log, undefined, 10)).not.toHaveProperty(
      'checkpointAt',
    );
  });

  it.each([
    ['was rewritten from the first event on', chain('one', 'other', 'three')],
    ['was cut off', chain('one')],
  ])('finds out a log that %s', (_, log) => {
    const head = { sequence: 2, hash: chain('one', 'two')[1].hash, at: 5 };
    expect(verifyAgainst(log, head, 10)).toMatchObject({
      state: 'broken',
      sequence: 2,
    });
  });
});
