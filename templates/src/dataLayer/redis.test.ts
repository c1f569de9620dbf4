import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../python/__testUtils__/servers';
import { render } from './__testUtils__/dataChart';
import { PASSWORD, RedisCluster } from './__testUtils__/redisCluster';

jest.setTimeout(120_000);

const PROGRAMS = ['/usr/bin/redis-server', '/usr/sbin/haproxy'];
const missing = PROGRAMS.filter(path => !existsSync(path));
const describeReal =
  missing.length === 0 || process.env.CI ? describe : describe.skip;

const SHARDS = ['shard-1', 'shard-2', 'shard-3'];
/** What a service may be without its cache and queue after a node is lost. */
const FAILOVER_MS = 30_000;

describeReal('the emitted Redis, for real', () => {
  let cluster: RedisCluster;
  /** Where services connect: the address of each shard. */
  let ports: string[];

  /** Sends a command to a shard as a service does. */
  const call = (shard: number, ...command: string[]) =>
    cluster.ask(ports[shard - 1], ...command);
  const other = (name: string) =>
    cluster
      .named(name.slice(0, -1))
      .find(candidate => candidate !== name) as string;
  /** Waits until a shard has a master whose replica has everything, and all sentinels know both. */
  const whole = (shard: string) =>
    eventually(async () => {
      const master = await cluster.masterOf(shard);
      for (const name of cluster.named('redis-sentinel')) {
        const sentinel = `${cluster.pod(name).address}:26379`;
        const known = await cluster.ask(
          sentinel,
          'SENTINEL',
          'replicas',
          shard,
        );
        if (!known.includes(cluster.pod(other(master)).address)) {
          return undefined;
        }
      }
      const isUp =
        (await cluster.replication(other(master), 'master_link_status')) ===
          'up' && (await cluster.replication(master, 'role')) === 'master';
      return isUp ? master : undefined;
    }, `${shard} is whole`);

  beforeAll(async () => {
    if (missing.length > 0) {
      throw new Error(`Install ${missing.join(', ')}`);
    }
    cluster = await RedisCluster.create(await render('redis'));
    const [router] = cluster.named('redis-router');
    ports = [6379, 6380, 6381].map(
      port => `${cluster.pod(router).address}:${port}`,
    );
    // All at once, as Kubernetes does.
    for (const name of cluster.pods.keys()) {
      cluster.start(name);
    }
    await Promise.all(SHARDS.map(whole));
  });

  afterAll(() => cluster?.stop());

  it('has three shards of two nodes, and three sentinels', () => {
    expect(cluster.named('redis-shard')).toHaveLength(6);
    expect(cluster.named('redis-sentinel')).toHaveLength(3);
  });

  it.each(SHARDS)(
    'has sentinels that agree on the master of %s',
    async shard => {
      expect(
        await Promise.all([0, 1, 2].map(i => cluster.masterOf(shard, i))),
      ).toEqual(Array(3).fill(`redis-${shard}-0`));
      const sentinel = `${cluster.pod('redis-sentinel-0').address}:26379`;
      expect(
        await eventually(
          () => cluster.ask(sentinel, 'SENTINEL', 'CKQUORUM', shard),
          `${shard} has a quorum`,
        ),
      ).toMatch(/^OK 3 usable Sentinels/);
    },
  );

  it('keeps 16 GB per node, by log and by snapshots', async () => {
    const settings = await Promise.all(
      cluster.named('redis-shard').map(async name => {
        const { address } = cluster.pod(name);
        const answer = await cluster.ask(
          address,
          ...['CONFIG', 'GET', 'maxmemory', 'appendonly', 'save'],
          'maxmemory-policy',
        );
        const lines = answer.split('\n');
        return Object.fromEntries(
          lines.flatMap((line, i) => (i % 2 ? [] : [[line, lines[i + 1]]])),
        );
      }),
    );
    for (const setting of settings) {
      expect(setting).toEqual({
        maxmemory: `${16 * 1024 ** 3}`,
        appendonly: 'yes',
        save: '3600 1 300 100 60 10000',
        'maxmemory-policy': 'volatile-lru',
      });
    }
  });

  it('lets nobody in without the password', async () => {
    const answer = await inline(ports[0], 'PING');
    expect(answer).toMatch(/NOAUTH/);
  });

  it('leads to the master of each shard, and to the sentinels', async () => {
    for (const [i, shard] of SHARDS.entries()) {
      await eventually(
        () => call(i + 1, 'SET', 'shard', shard),
        `${shard} can be written to`,
      );
      const { address } = cluster.pod(`redis-${shard}-0`);
      expect(await cluster.ask(address, 'GET', 'shard')).toBe(shard);
    }
    const sentinels = ports[0].replace(/6379$/, '26379');
    expect(
      await cluster.ask(
        sentinels,
        'SENTINEL',
        'get-master-addr-by-name',
        'shard-2',
      ),
    ).toBe(`${cluster.pod('redis-shard-2-0').address}\n6379`);
  });

  it('has a new master in less than 30 s when a node dies, and the data', async () => {
    const old = await whole('shard-1');
    for (let i = 0; i < 20; i++) {
      await call(1, 'SET', `video:${i}`, `rendered ${i}`);
    }
    expect(await call(1, 'WAIT', '1', '2000')).toBe('1');
    await call(1, 'BGSAVE');
    const killed = Date.now();
    await cluster.kill(old);
    await eventually(
      () => call(1, 'SET', 'after', 'the failover'),
      'shard 1 can be written to',
      FAILOVER_MS,
    );
    const took = Date.now() - killed;
    expect(took).toBeLessThan(FAILOVER_MS);
    expect(await cluster.masterOf('shard-1')).toBe(other(old));
    expect(await call(1, 'DBSIZE')).toBe('22');
    expect(await call(1, 'GET', 'video:19')).toBe('rendered 19');
  });

  it('takes the old master back as a replica, which never was a master again', async () => {
    const master = await cluster.masterOf('shard-1');
    const old = other(master);
    cluster.start(old);
    const first = await eventually(
      () => cluster.replication(old, 'role'),
      'the old master answers',
    );
    expect(first).toBe('slave');
    await whole('shard-1');
    expect(await cluster.ask(cluster.pod(old).address, 'DBSIZE')).toBe('22');
    expect(await cluster.exec(old, 'readinessProbe')).toBe(0);
    const files = join(cluster.pod(old).folder, 'data');
    expect(await readdir(files)).toEqual(
      expect.arrayContaining(['appendonlydir', 'dump.rdb']),
    );
    expect(await readdir(join(files, 'appendonlydir'))).toEqual(
      expect.arrayContaining(['appendonly.aof.manifest']),
    );
  });

  it('loses nothing that was answered when a master is drained', async () => {
    const master = await whole('shard-3');
    const writing = new AbortController();
    const written = writer(ports[2], writing.signal);
    await sleep(500);
    expect(await cluster.exec(master, 'preStop')).toBe(0);
    expect(await cluster.masterOf('shard-3')).toBe(other(master));
    expect(await cluster.pod(master).started?.end('SIGTERM')).toBe(0);
    // It is led to the new master, and goes on for a while.
    await eventually(() => call(3, 'SET', 'drained', 'yes'), 'the new master');
    await sleep(500);
    writing.abort();
    const { answered, connections } = await written;
    // It had to connect again, and has gone on.
    expect(connections).toBeGreaterThan(1);
    expect(answered.length).toBeGreaterThan(10);
    const kept = await call(3, 'SMEMBERS', 'answered');
    expect(kept.split('\n')).toEqual(expect.arrayContaining(answered));
    cluster.start(master);
    expect(await whole('shard-3')).toBe(other(master));
  });

  it('does not let a master that has lost its disk empty the replica', async () => {
    const master = await whole('shard-2');
    await call(2, 'SET', 'precious', 'yes');
    expect(await call(2, 'WAIT', '1', '2000')).toBe('1');
    await cluster.kill(master);
    await cluster.loseData(master);
    // Sooner than the sentinels notice.
    cluster.start(master);
    expect(
      await eventually(
        async () =>
          (await cluster.masterOf('shard-2')) === other(master) || undefined,
        'the sentinels replace it',
      ),
    ).toBe(true);
    expect(await whole('shard-2')).toBe(other(master));
    const { address } = cluster.pod(master);
    expect(await cluster.ask(address, 'GET', 'precious')).toBe('yes');
  });

  it('ends a master that is cut off, and only such a one', async () => {
    const master = await whole('shard-2');
    const replica = other(master);
    const cutOff = ['redis-sentinel-0', 'redis-sentinel-1'];
    expect(await cluster.exec(master, 'livenessProbe')).toBe(0);
    const signal = (name: string, what: NodeJS.Signals) =>
      cluster.pod(name).started?.process.kill(what);
    cutOff.forEach(name => signal(name, 'SIGSTOP'));
    // Its replica follows it still, so that it is not alone.
    expect(await cluster.exec(master, 'livenessProbe')).toBe(0);
    await cluster.kill(replica);
    await eventually(
      async () =>
        (await cluster.replication(master, 'connected_slaves')) === '0' ||
        undefined,
      'the replica is gone',
    );
    expect(await cluster.exec(master, 'livenessProbe')).toBe(1);
    cutOff.forEach(name => signal(name, 'SIGCONT'));
    expect(await cluster.exec(master, 'livenessProbe')).toBe(0);
    cluster.start(replica);
    await whole('shard-2');
  });

  it('knows its masters after all of it has started anew', async () => {
    const masters = await Promise.all(SHARDS.map(whole));
    expect(masters).toEqual(SHARDS.map(shard => `redis-${shard}-1`));
    const everything = cluster.named('redis-s');
    await Promise.all(everything.map(name => cluster.kill(name)));
    everything.forEach(name => cluster.start(name));
    expect(await Promise.all(SHARDS.map(whole))).toEqual(masters);
    expect(
      await eventually(() => call(1, 'GET', 'video:7'), 'shard 1 is back'),
    ).toBe('rendered 7');
  });
});

/** Sends a line without a password. */
function inline(address: string, command: string): Promise<string> {
  const [host, port] = address.split(':');
  return new Promise((done, fail) => {
    const socket = connect(Number(port), host, () =>
      socket.write(`${command}\r\n`),
    );
    socket.once('data', data => {
      done(data.toString());
      socket.destroy();
    });
    socket.once('error', fail);
  });
}

/** Writes one number after the other, until it is told to end; connects again when it has to. */
async function writer(address: string, signal: AbortSignal) {
  const [host, port] = address.split(':');
  const answered: string[] = [];
  let connections = 0;
  for (let next = 0; !signal.aborted; await sleep(50)) {
    connections++;
    const socket = connect(Number(port), host);
    const closed = new Promise<void>(done =>
      socket.once('close', () => done()),
    );
    socket.on('error', () => socket.destroy());
    const stop = () => socket.destroy();
    signal.addEventListener('abort', stop);
    socket.write(`AUTH ${PASSWORD}\r\n`);
    socket.on('data', data => {
      const text = data.toString();
      if (text.startsWith(':')) {
        answered.push(String(next));
      } else if (!text.startsWith('+OK')) {
        // READONLY, for one: whoever gets it asks for the master again.
        socket.destroy();
        return;
      }
      next++;
      setTimeout(() => socket.write(`SADD answered ${next}\r\n`), 5);
    });
    await closed;
    signal.removeEventListener('abort', stop);
  }
  return { answered, connections };
}
