import { Objects } from '../chart/__testUtils__/helmTemplate';
import { containerOf, DataChart, render } from './__testUtils__/dataChart';

jest.setTimeout(60_000);

const rendered = new Map<string, Promise<Objects>>();
/** What Helm 4 makes of a chart for production, once. */
function objectsOf(chart: DataChart) {
  const known = rendered.get(chart) ?? render(chart);
  rendered.set(chart, known);
  return known;
}

describe('numbers of the architecture document', () => {
  it.each([
    ['pgbouncer', 200],
    ['pgbouncer-ro-1', 100],
    ['pgbouncer-ro-2', 100],
  ])('all pods of %s open %i connections at most', async (name, limit) => {
    const objects = await objectsOf('pgbouncer');
    const { replicas, template } = objects.one('StatefulSet', name).spec;
    expect(replicas).toBeGreaterThanOrEqual(3);
    const ini = objects.one('ConfigMap').data?.[`${name}.ini`] ?? '';
    const perPod = Number(/^max_db_connections = (\d+)$/m.exec(ini)?.[1]);
    expect(ini).toMatch(/^pool_mode = transaction$/m);
    expect(perPod * replicas).toBe(limit);
    // What the databases may have, pods taken together, is no more.
    const [, server] =
      /^%include \/etc\/pgbouncer-secret\/(.+)$/m.exec(ini) ?? [];
    const databases: string =
      objects.one('ExternalSecret').spec.target.template.data[server];
    const shares = [...databases.matchAll(/max_db_connections=(\d+)/g)];
    expect(
      shares.reduce((sum, [, share]) => sum + Number(share), 0) * replicas,
    ).toBeLessThanOrEqual(limit);
    expect(template.spec.containers[0].command).toEqual([
      '/usr/bin/pgbouncer',
      `/etc/pgbouncer/${name}.ini`,
    ]);
  });

  it('never has more pools than pods, also while it is updated', async () => {
    const objects = await objectsOf('pgbouncer');
    // A Deployment would start a pod while another one ends.
    expect(
      ['StatefulSet', 'Deployment'].flatMap(kind =>
        objects.ofKind(kind).map(object => object.kind),
      ),
    ).toEqual(Array(3).fill('StatefulSet'));
  });

  it('shares connections among databases, and refuses what does not fit', async () => {
    const two = '[{"name":"a","percent":60},{"name":"b","percent":40}]';
    const objects = await render('pgbouncer', { set: [`databases=${two}`] });
    const { data } = objects.one('ExternalSecret').spec.target.template;
    expect(data['primary.ini']).toMatch(/^a = .*max_db_connections=30$/m);
    expect(data['primary.ini']).toMatch(/^b = .*max_db_connections=20$/m);
    expect(data['replica_1.ini']).toMatch(/^b = .*max_db_connections=10$/m);
    await expect(
      render('pgbouncer', { set: [`databases=${two.replace('40', '41')}`] }),
    ).rejects.toThrow(/share 101 per cent/);
    await expect(
      render('pgbouncer', { set: ['primary.maxConnections=3'] }),
    ).rejects.toThrow(/less than one/);
  });

  it('verifies the certificate and the name of PostgreSQL', async () => {
    const { data = {} } = (await objectsOf('pgbouncer')).one('ConfigMap');
    for (const ini of Object.values(data)) {
      expect(ini).toMatch(/^server_tls_sslmode = verify-full$/m);
      expect(ini).toMatch(
        /^server_tls_ca_file = \/etc\/pgbouncer-secret\/ca.pem$/m,
      );
      expect(ini).toMatch(/^auth_type = scram-sha-256$/m);
      expect(ini).toMatch(/^server_reset_query = DISCARD ALL$/m);
      expect(ini).toMatch(/^max_prepared_statements = 200$/m);
    }
  });

  it('has 3 masters, 3 replicas and 3 sentinels on c5.4xlarge, 16 GB each', async () => {
    const objects = await objectsOf('redis');
    const sets = objects.ofKind('StatefulSet');
    const pods = Object.fromEntries(
      sets.map(({ metadata, spec }) => [metadata.name, spec.replicas]),
    );
    expect(pods).toEqual({
      'redis-shard-1': 2,
      'redis-shard-2': 2,
      'redis-shard-3': 2,
      'redis-sentinel': 3,
    });
    for (const { spec } of sets) {
      const { podAntiAffinity } = spec.template.spec.affinity;
      expect(
        podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution,
      ).toEqual(
        ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
          topologyKey => ({
            topologyKey,
            labelSelector: { matchLabels: spec.selector.matchLabels },
          }),
        ),
      );
    }
    // More than the data, and two do not fit on one node with 27 GiB for pods.
    const memory = containerOf(sets[0]).resources.limits;
    expect(memory).toMatchObject({ memory: '24Gi' });
    const sentinels = objects.one('ConfigMap', 'redis-settings').data?.[
      'sentinel.conf'
    ];
    expect(
      sentinels?.match(/^sentinel monitor shard-\d \S+ 6379 2$/gm),
    ).toHaveLength(3);
  });

  it('takes three of three sentinels for a quorum, if that is wanted', async () => {
    const objects = await render('redis', { set: ['sentinel.quorum=3'] });
    expect(
      objects.one('ConfigMap', 'redis-settings').data?.['sentinel.conf'],
    ).toMatch(/^sentinel monitor shard-1 \S+ 6379 3$/m);
  });

  it.each(['sentinel.quorum=4', 'sentinel.pods=5'])(
    'wants a majority of the sentinels, and refuses %s',
    async set => {
      await expect(render('redis', { set: [set] })).rejects.toThrow(
        /no majority/,
      );
    },
  );

  it('keeps objects readable and writable without a zone', async () => {
    const objects = await objectsOf('minio');
    const { replicas, template } = objects.one('StatefulSet').spec;
    const env = Object.fromEntries(
      template.spec.containers[0].env.map(
        ({ name, value }: { name: string; value?: string }) => [name, value],
      ),
    );
    expect(env).toMatchObject({
      MINIO_VOLUMES:
        'http://minio-{0...5}.minio-nodes.data.svc.cluster.local:9000/data-0',
      MINIO_STORAGE_CLASS_STANDARD: 'EC:2',
      MINIO_KMS_AUTO_ENCRYPTION: 'on',
      MINIO_PROMETHEUS_AUTH_TYPE: 'jwt',
      MINIO_BROWSER: 'off',
    });
    expect(replicas).toBe(6);
    // Of six volumes two are in one zone; what is left is the majority that a write needs.
    expect(replicas - replicas / 3).toBeGreaterThanOrEqual(replicas / 2 + 1);
    expect(JSON.stringify(objects.one('Service', 'minio'))).not.toMatch(/9001/);
    // 10 TB of objects.
    const [claim] = objects.one('StatefulSet').spec.volumeClaimTemplates;
    const size = Number.parseInt(claim.spec.resources.requests.storage, 10);
    expect((size * replicas * 4) / 6).toBe(10_000);
  });

  it.each([
    ['pods=3', /no erasure set/],
    ['pods=18', /no erasure set/],
    ['pods=9', /raise it to 3/],
    ['parity=4', /more than half/],
    ['pods=4', /multipleOf|multiple of/],
  ])('refuses an erasure set that loses objects: %s', async (set, reason) => {
    await expect(render('minio', { set: [set] })).rejects.toThrow(reason);
  });
});
