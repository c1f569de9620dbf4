import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  billCsv,
  billRow,
  COLUMNS_1_2,
  putExport,
  putFile,
  scratchFolder,
} from '../__testUtils__/bills';
import { costsWorld } from '../__testUtils__/costsWorld';
import { costs, leftIn, versionsOf } from '../__testUtils__/ingested';
import { MemoryCostsStore } from '../__testUtils__/MemoryCostsStore';
import { StoredPartition } from '../service/ports';

const folder = scratchFolder();
const API = { Tags: '{"textloom:component":"textloom-api"}' };

describe('Ingest when something goes wrong', () => {
  describe('what cannot be taken', () => {
    const wrongHeader = (bills: string) =>
      putExport(bills, '2026-11', [], {
        executionId: 'wrong',
        columns: COLUMNS_1_2.filter(name => name !== 'EffectiveCost'),
      });

    it('leaves the last good version, shown as stale, until its files are others', async () => {
      const logger = mockServices.logger.mock();
      const { bills, ingest, engine, store, directory } = costsWorld(
        await folder(),
        { clock: () => Date.parse('2026-11-02T12:00:00Z'), logger },
      );
      await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
      await ingest.run();
      expect(await store.sourceStatuses()).toMatchObject([
        { state: 'current' },
      ]);
      await wrongHeader(bills);
      expect(await ingest.run()).toEqual({ partitions: 0 });
      expect(await ingest.run()).toEqual({ partitions: 0 });
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(await costs(engine)).toEqual({
        'component:default/textloom-api': '1.5',
      });
      expect(await store.sourceStatuses()).toMatchObject([
        {
          state: 'stale',
          lastDay: '2026-11-01',
          problem: {
            code: 'wrong-header',
            args: {
              column: 'EffectiveCost',
              fault: 'missing',
              file: 'bill-00001.csv.gz',
              period: '2026-11',
            },
          },
        },
      ]);
      expect(engine.state().partitions).toMatchObject([
        { version: 1, problem: { code: 'wrong-header' } },
      ]);
      expect(await leftIn(directory)).toEqual([]);
      await putExport(bills, '2026-11', [billRow('2026-11-01', API)], {
        executionId: 'good again',
      });
      expect(await ingest.run()).toEqual({ partitions: 1 });
      const [status] = await store.sourceStatuses();
      expect(status).toMatchObject({ state: 'current' });
      expect(status).not.toHaveProperty('problem');
    });

    it('harms no other month', async () => {
      const { bills, ingest, engine, store } = costsWorld(await folder());
      await putExport(bills, '2026-10', [billRow('2026-10-01')]);
      await wrongHeader(bills);
      expect(await ingest.run()).toEqual({ partitions: 1 });
      expect(engine.state().partitions).toMatchObject([{ period: '2026-10' }]);
      expect(await store.sourceStatuses()).toMatchObject([{ state: 'stale' }]);
    });

    it('harms no other source', async () => {
      const root = await folder();
      const good = {
        ...(await flatSource(join(root, 'vendors'))),
        id: 'vendors',
      };
      const { ingest, engine, store } = costsWorld(root, {
        sources: [
          {
            id: 'aws',
            title: 'AWS',
            list: async () => {
              throw new Error('connect ECONNREFUSED 10.0.0.7:443');
            },
            fetch: good.fetch,
          },
          good,
        ],
      });
      expect(await ingest.run()).toEqual({ partitions: 1 });
      expect(engine.state().partitions).toMatchObject([{ source: 'vendors' }]);
      expect(await store.sourceStatuses()).toEqual([
        {
          id: 'aws',
          title: 'AWS',
          state: 'failed',
          problem: { code: 'unreadable', args: { why: 'internal' } },
        },
        expect.objectContaining({ id: 'vendors' }),
      ]);
    });

    /** A source with one flat file. */
    async function flatSource(path: string) {
      const file = join(path, '2026-11.csv');
      await putFile(file, billCsv([billRow('2026-11-01')]));
      return {
        title: 'Vendors',
        list: async () => ({
          partitions: [
            {
              period: '2026-11',
              revision: '1',
              exportedAt: '2026-11-02T00:00:00Z',
              files: [file],
            },
          ],
          problems: [],
        }),
        fetch: async () => ({ paths: [file], release: async () => {} }),
      };
    }
  });

  it('blames no bill for work that was ended with the portal', async () => {
    const ending = new AbortController();
    const logger = mockServices.logger.mock();
    const { bills, ingest, store, directory } = costsWorld(await folder(), {
      logger,
      signal: ending.signal,
      builder: {
        build: async () => {
          ending.abort();
          throw new Error('The process ended amid work (SIGKILL)');
        },
      },
    });
    await putExport(bills, '2026-10', [billRow('2026-10-01', API)]);
    await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
    expect(await ingest.run()).toEqual({ partitions: 0 });
    expect(await store.sourceStatuses()).toEqual([]);
    expect(logger.error).not.toHaveBeenCalled();
    expect(await leftIn(directory)).toEqual([]);
  });

  describe('a crash', () => {
    const dies = (after: 'placing' | 'naming') => {
      const store = new MemoryCostsStore();
      const { savePartition } = store;
      store.savePartition = async (partition: StoredPartition) => {
        store.savePartition = savePartition;
        if (after === 'naming') {
          await store.savePartition(partition);
        }
        throw new Error('killed');
      };
      return store;
    };

    it.each(['placing', 'naming'] as const)(
      'after %s the folder leaves one whole version, and the next run makes it good',
      async after => {
        let now = Date.parse('2026-11-20T00:00:00Z');
        const store = dies(after);
        const { bills, ingest, engine, directory } = costsWorld(
          await folder(),
          {
            store,
            clock: () => now,
          },
        );
        await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
        expect(await ingest.run()).toEqual({ partitions: 0 });
        await ingest.run();
        expect(await costs(engine)).toEqual({
          'component:default/textloom-api': '1.5',
        });
        now += 16 * 60_000;
        await ingest.run();
        expect(await versionsOf(directory)).toEqual([1]);
        expect(await store.partitions()).toMatchObject([{ version: 1 }]);
      },
    );

    it('amid the work leaves a folder that is removed when nobody can work on it any more', async () => {
      const { bills, ingest, directory } = costsWorld(await folder());
      await putExport(bills, '2026-11', [billRow('2026-11-01')]);
      const abandoned = join(directory, 'incoming', 'abandoned');
      const young = join(directory, 'incoming', 'young');
      await putFile(join(abandoned, 'out', 'rows.parquet'), 'half');
      await putFile(join(young, 'out', 'rows.parquet'), 'half');
      const longAgo = Date.now() / 1000 - 7 * 3_600;
      await utimes(abandoned, longAgo, longAgo);
      await ingest.run();
      expect(await leftIn(directory)).toEqual(['young']);
    });

    it('of the disk makes it read again', async () => {
      const { bills, ingest, engine, directory } = costsWorld(await folder());
      await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
      await ingest.run();
      await rm(join(directory, 'partitions'), { recursive: true });
      expect(await ingest.run()).toEqual({ partitions: 1 });
      expect(await costs(engine)).toEqual({
        'component:default/textloom-api': '1.5',
      });
      expect(engine.state().partitions).toMatchObject([{ version: 2 }]);
    });
  });
});
