import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { readMarkers } from './markersKeys';
import { CopiedMarkers, RedisMarkers } from './RedisMarkers';
import { describeServer, Source, startSource } from './__testUtils__/source';

describeServer('Markers in Redis', () => {
  let source: Source;
  let copied: CopiedMarkers | undefined;
  const open: RedisMarkers[] = [];

  const writer = () => {
    const markers = new RedisMarkers({
      connection: { ...source.connection, user: 'heart', password: 'beating' },
      writer: 'a test',
      clock: () => 1_000,
      newestCopy: async () => copied,
    });
    open.push(markers);
    return markers;
  };

  beforeAll(async () => {
    source = await startSource('aof');
  });
  beforeEach(() => source.session.call('FLUSHALL'));
  afterEach(() => Promise.all(open.splice(0).map(one => one.close())));
  afterAll(() => source?.stop());

  it('begins with nothing, and goes on where another has ended', async () => {
    const first = writer();
    expect(await first.prepare()).toBe(0);
    expect(await readMarkers(source.session)).toBeUndefined();
    for (const seq of [1, 2, 3]) {
      await first.write(seq);
    }
    expect(await writer().prepare()).toBe(3);
    expect(await readMarkers(source.session)).toEqual({
      min: 1,
      max: 3,
      count: 3,
    });
  });

  it('shows the first number that is missing', async () => {
    const markers = writer();
    for (const seq of [4, 5, 8, 11]) {
      await markers.write(seq);
    }
    expect(await readMarkers(source.session)).toEqual({
      min: 4,
      max: 11,
      count: 4,
      firstHole: 6,
    });
  });

  it('reads more than one page of them', async () => {
    const markers = writer();
    for (let seq = 1; seq <= 2_001; seq += 1) {
      await markers.write(seq);
    }
    expect(await readMarkers(source.session)).toEqual({
      min: 1,
      max: 2_001,
      count: 2_001,
    });
  });

  it('takes the newest of both keys when one was set back', async () => {
    await writer().write(7);
    await source.session.call('SET', 'drill:hb', '2');
    expect(await writer().prepare()).toBe(7);
  });

  it('writes nothing where something else has its name', async () => {
    await source.session.call('SET', 'drill:hb:log', 'of another');
    await expect(writer().prepare()).rejects.toThrow('WRONGTYPE');
  });

  it('connects again after it was cut off', async () => {
    const markers = writer();
    await markers.write(1);
    await source.session.call('CLIENT', 'KILL', 'USER', 'heart');
    await markers.write(2).catch(() => {});
    await markers.write((await markers.prepare()) + 1);
    expect((await readMarkers(source.session))?.firstHole).toBeUndefined();
  });

  it('may do nothing else', async () => {
    const user = 'heart';
    for (const [command, ...args] of [
      ['get', 'video:1'],
      ['set', 'video:1', 'x'],
      ['flushall'],
      ['del', 'drill:hb'],
    ]) {
      const answer = source.session.call<string>(
        'ACL',
        'DRYRUN',
        user,
        command,
        ...args,
      );
      expect(await answer).toMatch(/no permissions/);
    }
  });

  it.each<[string, CopiedMarkers | undefined, number | undefined]>([
    ['nothing without a copy', undefined, undefined],
    ['nothing by a copy that says nothing', {}, undefined],
    ['what the copy says', { newestMarker: 2 }, 2],
    ['more than was ever entered', { newestMarker: 9 }, 3],
    ['that the copy has none', { newestMarker: 0 }, undefined],
    ['what is older than the second before it', { beganAt: 31_001 }, 2],
    ['not what is of the same second', { beganAt: 31_000 }, 1],
    [
      'the word of the copy before its time',
      { newestMarker: 1, beganAt: 99_999 },
      1,
    ],
  ])('says of the repository: %s', async (_, copy, seq) => {
    copied = copy;
    const entries = [3, 2, 1].map(
      (n): LedgerEntry => ({
        store: 's',
        seq: n,
        sentAt: n * 10_000 + 9_990,
        ackedAt: n * 10_000 + 10_000,
      }),
    );
    expect((await writer().archived(entries))?.seq).toBe(seq);
  });
});
