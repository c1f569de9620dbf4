import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { MemoryLedger } from '../../__testUtils__/MemoryLedger';
import { describeStores } from '../../__testUtils__/stores';
import { Ledger } from '../../service/ports';
import { FileLedger } from './FileLedger';

const DAY_MS = 86_400_000;

const entry = (seq: number, store = 'orders'): LedgerEntry => ({
  store,
  seq,
  sentAt: 1_000 + seq,
  ackedAt: 1_001 + seq,
  ...(seq % 2 && { position: `0/${seq}` }),
});

/** What every ledger does; the second sees what the first has written. */
function itIsALedger(make: () => Promise<[Ledger, Ledger]>) {
  it('keeps each number once, in order, for each store', async () => {
    const [ledger, other] = await make();
    await expect(ledger.newest('orders', 5)).resolves.toEqual([]);
    for (const seq of [1, 2, 4, 3]) {
      await ledger.append(entry(seq));
    }
    await other.append(entry(9, 'users'));
    await other.append({ ...entry(2), sentAt: 7 });
    await expect(ledger.between('orders', 2, 3)).resolves.toEqual([
      entry(2),
      entry(3),
    ]);
    for (const one of [ledger, other]) {
      await expect(one.newest('orders', 2)).resolves.toEqual([
        entry(4),
        entry(3),
      ]);
      await expect(one.newest('users', 2)).resolves.toEqual([
        entry(9, 'users'),
      ]);
    }
  });
}

describeStores('A ledger', make => {
  itIsALedger(async () => {
    const [one, other] = (await make()).stores;
    return [one.ledger, other.ledger];
  });
});

describe('A ledger of tests', () => {
  itIsALedger(async () => {
    const ledger = new MemoryLedger();
    return [ledger, ledger];
  });
});

describe('A ledger in a file', () => {
  let folder: string;
  let path: string;
  let now: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    path = join(folder, 'copies', 'ledger.jsonl');
    now = 2_000;
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => new FileLedger(path, () => now);

  itIsALedger(async () => [open(), open()]);

  it('is for the portal alone, and touches nothing before it is written to', async () => {
    const ledger = open();
    await ledger.newest('orders', 1);
    await expect(stat(join(folder, 'copies'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await ledger.append(entry(1));
    expect((await stat(path)).mode % 0o1000).toBe(0o600);
  });

  it('takes what is written at once one after another', async () => {
    const ledger = open();
    await Promise.all([1, 2, 3, 4, 5].map(seq => ledger.append(entry(seq))));
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(5);
    await expect(open().newest('orders', 9)).resolves.toHaveLength(5);
  });

  it('leaves out a line that was broken off, and goes on after it', async () => {
    await open().append(entry(1));
    await appendFile(path, '{"store":"orders","se');
    const ledger = open();
    await ledger.append(entry(2));
    await expect(open().newest('orders', 5)).resolves.toEqual([
      entry(2),
      entry(1),
    ]);
  });

  it('drops what is older than eight days', async () => {
    const ledger = open();
    for (let seq = 1; seq <= 1_010; seq += 1) {
      await ledger.append(entry(seq));
    }
    now = 1_001 + 1_009 + 8 * DAY_MS;
    await expect(ledger.newest('orders', 5)).resolves.toEqual([
      entry(1_010),
      entry(1_009),
    ]);
    const late = { ...entry(1_011), ackedAt: now };
    await ledger.append(late);
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(3);
    await expect(open().newest('orders', 5)).resolves.toEqual([
      late,
      entry(1_010),
      entry(1_009),
    ]);
  });
});
