import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../tools/run';
import { containerOf, render } from './__testUtils__/dataChart';

/** Stands for MinIO's client: keeps what it is asked, and whether a copy has been set up. */
const MC = `#!/bin/sh
echo "$*" >>"$CALLS"
case $1 in
  replicate)
    case $2 in
      ls) [ -f "$CALLS.replicated" ] && echo '{ "Rule": { "Status": "Enabled" } }' ;;
      add) touch "$CALLS.replicated" ;;
    esac ;;
  ilm) cat >>"$CALLS.rules"; echo >>"$CALLS.rules" ;;
esac
`;

describe('the set-up job of MinIO', () => {
  let folder: string;
  let command: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'textloom-minio-'));
    const objects = await render('minio', {
      set: [
        'buckets=[{"name":"videos","expireDays":0,"keepOldVersionsDays":30}]',
      ],
    });
    const { data = {} } = objects.one('ConfigMap', 'minio-setup');
    for (const [file, text] of Object.entries(data)) {
      await writeFile(join(folder, file), text);
    }
    await writeFile(join(folder, 'mc'), MC);
    await chmod(join(folder, 'mc'), 0o755);
    command = containerOf(objects.one('Job')).command;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const setUp = (replicate: boolean) => {
    const [program, script] = command;
    return run(program, [script.replace('/settings', folder)], {
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        CALLS: join(folder, 'calls'),
        REPLICATE: `${replicate}`,
        TARGET_URL: 'https://s3.example.com',
        TARGET_ACCESS_KEY: 'key',
        TARGET_SECRET_KEY: 'word',
        TARGET_PREFIX: 'copy-',
      },
    });
  };
  const calls = async (file = 'calls') =>
    (await readFile(join(folder, file), 'utf8')).trim().split('\n');

  it('makes buckets that are versioned, encrypted and nobody else sees', async () => {
    expect((await setUp(false)).code).toBe(0);
    expect(await calls()).toEqual([
      'ready own',
      'mb --ignore-existing own/videos',
      'version enable own/videos',
      'encrypt set sse-s3 own/videos',
      'anonymous set private own/videos',
      'ilm rule import own/videos',
    ]);
    const [rules] = await calls('calls.rules');
    expect(JSON.parse(rules).Rules).toEqual([
      {
        ID: 'old-versions',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        Expiration: { ExpiredObjectDeleteMarker: true },
      },
    ]);
  });

  it('copies to the other region, and asks for it once', async () => {
    expect((await setUp(true)).code).toBe(0);
    expect((await setUp(true)).code).toBe(0);
    const added = (await calls()).filter(call =>
      call.startsWith('replicate add'),
    );
    expect(added).toEqual([
      expect.stringContaining(
        '--remote-bucket https://key:word@s3.example.com/copy-videos',
      ),
    ]);
  });
});
