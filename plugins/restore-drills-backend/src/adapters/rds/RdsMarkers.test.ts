import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import fc from 'fast-check';
import { startAccount } from './__testUtils__/world';
import { RdsMarkers } from './RdsMarkers';

const NOWHERE = { socket: '/nowhere' };
const entry = (seq: number, ackedAt: number): LedgerEntry => ({
  store: 's',
  seq,
  sentAt: ackedAt - 5,
  ackedAt,
});
const until = (time: number | undefined) =>
  new RdsMarkers(NOWHERE, { restorableUntil: async () => time });

describe('RdsMarkers', () => {
  it('expects the newest marker that was acknowledged a second before the end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 20 }),
        fc.integer({ min: 0, max: 100_000 }),
        async (gaps, end) => {
          let at = 0;
          const entries = gaps.map((gap, index) => entry(index, (at += gap)));
          const found = await until(end).archived([...entries].reverse());
          const fitting = entries.filter(one => one.ackedAt <= end - 1_000);
          expect(found).toEqual(fitting.at(-1));
        },
      ),
    ));

  it('expects none where nothing can be restored', async () => {
    expect(await until(undefined).archived([entry(1, 0)])).toBeUndefined();
  });

  describe('of a store', () => {
    let account: Awaited<ReturnType<typeof startAccount>>;

    beforeEach(async () => {
      account = await startAccount();
    });
    afterEach(() => account.close());

    const archived = (from?: 'snapshot') => {
      const { markers } = account.connect({
        heartbeatConnection: NOWHERE,
        ...(from && { from }),
      });
      const now = account.pace.now();
      return markers?.archived([
        entry(3, now),
        entry(2, now - 10 * 60_000),
        entry(1, now - 60 * 60_000),
      ]);
    };

    it('go by the latest restorable time', async () => {
      expect(await archived()).toMatchObject({ seq: 2 });
    });

    it('go by the newest finished snapshot where snapshots are restored', async () => {
      expect(await archived('snapshot')).toBeUndefined();
      account.rds.snapshots = [
        {
          DBSnapshotIdentifier: 'one',
          DBInstanceIdentifier: 'textloom-prod',
          Status: 'available',
          AllocatedStorage: 100,
          OriginalSnapshotCreateTime: new Date(
            account.pace.now() - 30 * 60_000,
          ),
          SnapshotCreateTime: new Date(account.pace.now()),
        },
      ];
      expect(await archived('snapshot')).toMatchObject({ seq: 1 });
    });

    it('are not archived where no backups are kept', async () => {
      account.rds.change('textloom-prod', { BackupRetentionPeriod: 0 });
      expect(await archived()).toBeUndefined();
    });

    it('are not written without a connection for them', () => {
      expect(account.connect().markers).toBeUndefined();
    });
  });
});
