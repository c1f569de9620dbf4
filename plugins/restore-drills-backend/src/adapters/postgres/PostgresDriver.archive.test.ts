import { copyFile, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryTarget } from '@textloom/plugin-restore-drills-common';
import { writeMarkers } from '../../__testUtils__/drills';
import { Cases, startCases } from './__testUtils__/cases';
import { describeServer } from './__testUtils__/cluster';

jest.setTimeout(120_000);

describeServer('PostgresDriver: archive', () => {
  let cases: Cases;
  beforeAll(async () => {
    cases = await startCases({ lean: true });
  });
  afterAll(() => cases?.world.close());

  describe('targets', () => {
    it.each<[string, () => RecoveryTarget]>([
      ['a restore point', () => ({ kind: 'name', name: cases.point.name })],
      ['a position', () => ({ kind: 'lsn', lsn: cases.point.lsn })],
      ['a time', () => ({ kind: 'time', at: cases.point.time })],
    ])('recovers to %s, and no farther', async (_, targetOf) => {
      const { problems, markers } = await cases.drill({ target: targetOf() });
      expect(problems).toEqual([]);
      expect(markers).toEqual({
        min: 1,
        max: cases.first.at(-1)!.seq,
        count: 5,
      });
    });

    it.each<[string, () => RecoveryTarget]>([
      ['a time before the first backup', () => ({ kind: 'time', at: 1 })],
      ['a time to come', () => ({ kind: 'time', at: Date.now() + 3_600_000 })],
      [
        'a position before the first backup',
        () => ({ kind: 'lsn', lsn: '0/1' }),
      ],
      ['a position to come', () => ({ kind: 'lsn', lsn: 'FF/0' })],
    ])('refuses %s', async (_, targetOf) => {
      const { failedIn, problems } = await cases.drill({ target: targetOf() });
      expect(failedIn).toBe('freeze');
      expect(problems).toMatchObject([{ code: 'target-outside-window' }]);
    });

    it('fails at a restore point that never was', async () => {
      const { failedIn, problems } = await cases.drill({
        target: { kind: 'name', name: 'never' },
      });
      expect(failedIn).toBe('recover');
      expect(problems).toMatchObject([{ code: 'recovery-ended-early' }]);
    });
  });

  describe('the archive', () => {
    it('names the segment that is missing, before anything is touched', async () => {
      const names = await cases.segments();
      const victim = names[names.length - 2];
      const { failedIn, problems, frozen } = await cases.whileAside(
        victim,
        () => cases.drill(),
      );
      expect(frozen?.gap).toBe(victim);
      expect(failedIn).toBe('plan');
      expect(problems).toEqual([
        { code: 'wal-segment-missing', subject: victim },
      ]);
    });

    it('recovers to what lies before a hole', async () => {
      const names = await cases.segments();
      const { problems, markers } = await cases.whileAside(
        names[names.length - 2],
        () => cases.drill({ target: { kind: 'lsn', lsn: cases.point.lsn } }),
      );
      expect(problems).toEqual([]);
      expect(markers?.max).toBe(cases.first.at(-1)!.seq);
    });

    it('does not count a marker beyond a hole as archived', async () => {
      const newest = [...cases.first, ...cases.second].reverse();
      expect((await cases.world.markers!.archived(newest))?.seq).toBe(
        newest[0].seq,
      );
      const names = await cases.segments();
      const archived = await cases.whileAside(names[0], () =>
        cases.world.markers!.archived(newest),
      );
      expect(archived).toBeUndefined();
    });

    it('names a segment that was cut off', async () => {
      const [, victim] = await cases.segments();
      const file = join(cases.world.cluster.archive, victim);
      const { failedIn, problems } = await cases.whileAside(
        victim,
        async () => {
          await copyFile(`${file}.aside`, file);
          await truncate(file, 4096);
          return cases.drill();
        },
      );
      expect(failedIn).toBe('plan');
      expect(problems).toEqual([
        { code: 'wal-segment-damaged', subject: victim },
      ]);
    });

    it('names a segment that is another', async () => {
      const [other, victim] = await cases.segments();
      const file = join(cases.world.cluster.archive, victim);
      const { failedIn, problems } = await cases.whileAside(
        victim,
        async () => {
          await copyFile(join(cases.world.cluster.archive, other), file);
          return cases.drill();
        },
      );
      expect(failedIn).toBe('restore');
      expect(problems).toMatchObject([
        { code: 'wal-segment-damaged', subject: victim },
      ]);
    });

    it('names a segment that was cleaned away while the drill ran', async () => {
      const [, victim] = await cases.segments();
      const file = join(cases.world.cluster.archive, victim);
      try {
        const { failedIn, problems } = await cases.drill({
          onStep: step =>
            step === 'restore' ? rename(file, `${file}.aside`) : undefined,
        });
        expect(failedIn).toBe('restore');
        expect(problems).toMatchObject([
          { code: 'wal-segment-missing', subject: victim },
        ]);
      } finally {
        await rename(`${file}.aside`, file);
      }
    });

    it('uses nothing that has come after the failure', async () => {
      const { problems, markers } = await cases.drill({
        onStep: async step => {
          if (step === 'restore') {
            await writeMarkers(cases.world, 3);
            await cases.world.archive();
          }
        },
      });
      expect(problems).toEqual([]);
      expect(markers?.max).toBe(cases.second.at(-1)!.seq);
    });
  });

  it('has left nothing behind', async () => {
    expect(await cases.left()).toEqual([]);
  });
});
