import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  Environment,
  ENVIRONMENTS,
  KubeObject,
  Objects,
} from '../chart/__testUtils__/helmTemplate';
import { HELM_VERSIONS } from '../tools/helm';
import {
  createSchemaCheck,
  hasDefinitions,
  SchemaCheck,
} from '../tools/kubernetesSchemas';
import { run } from '../tools/run';
import {
  CHARTS,
  Container,
  DataChart,
  folderOf,
  lint,
  render,
} from './__testUtils__/dataChart';

jest.setTimeout(120_000);

const rendered = new Map<string, Promise<Objects>>();
/** What Helm 4 makes of a chart, once. */
function objectsOf(chart: DataChart, environment: Environment = 'prod') {
  const key = `${chart} ${environment}`;
  const known = rendered.get(key) ?? render(chart, { environment });
  rendered.set(key, known);
  return known;
}

const workloads = (objects: Objects): KubeObject[] =>
  ['StatefulSet', 'Deployment', 'Job'].flatMap(kind => objects.ofKind(kind));

describe.each(CHARTS)('%s', chart => {
  it.each(ENVIRONMENTS)(
    'is the same under both Helms in %s',
    async environment => {
      for (const version of HELM_VERSIONS) {
        await lint(chart, { environment, version });
      }
      const [three] = HELM_VERSIONS;
      const byThree = await render(chart, { environment, version: three });
      const byFour = await objectsOf(chart, environment);
      // Helm 4 sorts kinds that it does not know differently.
      const sorted = ({ all }: Objects) =>
        all.map(object => JSON.stringify(object)).sort();
      expect(sorted(byThree)).toEqual(sorted(byFour));
      expect(byFour.all.length).toBeGreaterThan(8);
    },
  );

  it('says of everything what it is, where it is and whose', async () => {
    for (const environment of ENVIRONMENTS) {
      for (const { metadata } of (await objectsOf(chart, environment)).all) {
        expect(metadata.labels).toMatchObject({
          'app.kubernetes.io/name': chart,
          'app.kubernetes.io/part-of': 'textloom',
          'textloom.ai/environment': environment,
          'textloom.ai/owner': 'sre',
        });
      }
    }
  });

  it('lets containers do as little as possible, within limits', async () => {
    for (const workload of workloads(await objectsOf(chart))) {
      const { spec: pod, metadata } = workload.spec.template;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(metadata.labels['sidecar.istio.io/inject']).toBe('true');
      for (const container of pod.containers as Container[]) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.image).toMatch(/^[\w.-]+\.\w+\/.+:(?!latest)/);
        for (const amounts of Object.values(container.resources)) {
          expect(Object.keys(amounts).sort()).toEqual([
            'cpu',
            'ephemeral-storage',
            'memory',
          ]);
        }
      }
    }
  });

  it('spreads pods over zones, and keeps all but one in a disruption', async () => {
    const objects = await objectsOf(chart);
    for (const { kind, metadata, spec } of workloads(objects)) {
      if (kind === 'Job') {
        continue;
      }
      expect(spec.template.spec.topologySpreadConstraints[0]).toMatchObject({
        topologyKey: 'topology.kubernetes.io/zone',
        maxSkew: 1,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: spec.selector.matchLabels },
      });
      expect(spec.template.spec.nodeSelector).toEqual({
        'eks.amazonaws.com/nodegroup': 'worker',
      });
      const budget = objects.one('PodDisruptionBudget', metadata.name);
      expect(budget.spec).toEqual({
        maxUnavailable: 1,
        selector: { matchLabels: spec.selector.matchLabels },
      });
    }
  });

  it('answers only whom the values name, by mTLS', async () => {
    const objects = await objectsOf(chart);
    expect(objects.one('PeerAuthentication').spec.mtls).toEqual({
      mode: 'STRICT',
    });
    const nobody = await render(chart, { set: ['access.callers=[]'] });
    const callers = (given: Objects) =>
      JSON.stringify([
        given.one('NetworkPolicy').spec.ingress,
        given.one('AuthorizationPolicy').spec.rules,
      ]);
    expect(callers(objects)).toMatch(
      /"kubernetes.io\/metadata.name":"textloom"/,
    );
    expect(callers(objects)).toMatch(/"namespaces":\["textloom"\]/);
    expect(callers(nobody)).not.toMatch(/textloom"/);
    const named = await render(chart, {
      set: ['access.callers=[{"namespace":"textloom","name":"video-search"}]'],
    });
    expect(callers(named)).toMatch(/ns\/textloom\/sa\/video-search/);
    expect(callers(named)).toMatch(/"app.kubernetes.io\/name":"video-search"/);
    for (const given of [objects, nobody, named]) {
      const { podSelector, policyTypes } = given.one('NetworkPolicy').spec;
      expect(policyTypes).toEqual(['Ingress', 'Egress']);
      expect(podSelector.matchLabels).toEqual({
        'app.kubernetes.io/name': chart,
      });
    }
  });

  it('has the secret store fill in every secret that it reads', async () => {
    const objects = await objectsOf(chart);
    const { target, data } = objects.one('ExternalSecret').spec;
    const keys: string[] = target.template
      ? Object.keys(target.template.data)
      : data.map(({ secretKey }: { secretKey: string }) => secretKey);
    const text = JSON.stringify(objects.all);
    const read = [
      ...text.matchAll(/"(?:secretKeyRef|credentials)":(\{.*?\})/g),
    ];
    expect(read.length).toBeGreaterThan(0);
    for (const [, reference] of read) {
      expect(JSON.parse(reference)).toEqual({
        name: chart,
        key: expect.stringMatching(new RegExp(`^(${keys.join('|')})$`)),
      });
    }
    for (const { remoteRef } of data) {
      expect(remoteRef.key).toBe(`textloom/prod/${chart}`);
    }
  });

  it('installs its rules in production alone, as they are', async () => {
    for (const environment of ENVIRONMENTS) {
      const { length } = (await objectsOf(chart, environment)).ofKind(
        'PrometheusRule',
      );
      expect(length).toBe(environment === 'prod' ? 1 : 0);
    }
    const [{ rules }] = (await objectsOf(chart)).one('PrometheusRule').spec
      .groups;
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^[A-Z]\w+$/);
      const times = { P0: [15, 120], P1: [30, 240], P2: [120, 480] };
      expect([
        Number(annotations.acknowledge_minutes),
        Number(annotations.resolve_minutes),
      ]).toEqual(times[labels.severity as keyof typeof times]);
      expect(annotations.runbook_url).toMatch(/^https:/);
      expect(JSON.stringify(annotations)).toMatch(
        /summary.*description|description.*summary/,
      );
    }
    const tests = await readFile(
      join(folderOf(chart), 'tests/alerts_test.yaml'),
      'utf8',
    );
    expect(
      rules
        .map(({ alert }: { alert: string }) => alert)
        .filter((alert: string) => !tests.includes(`"${alert}"`)),
    ).toEqual([]);
  });

  it.each([
    'typo=1',
    'environment="production"',
    'image.tag="latest"',
    'spot="yes"',
  ])('refuses %s', async set => {
    await expect(render(chart, { set: [set] })).rejects.toThrow(
      /specifications of the schema/,
    );
  });
});

it('has the same common part in each chart', async () => {
  const texts = await Promise.all(
    CHARTS.map(chart =>
      readFile(join(folderOf(chart), 'templates/_data.tpl'), 'utf8'),
    ),
  );
  expect(new Set(texts).size).toBe(1);
});

const PROMTOOL = '/usr/bin/promtool';

(hasDefinitions || process.env.CI ? describe : describe.skip)(
  'by the definitions of Kubernetes and its extensions',
  () => {
    it('has no field that Kubernetes and its extensions do not know', async () => {
      const check: SchemaCheck = await createSchemaCheck();
      for (const chart of CHARTS) {
        for (const environment of ENVIRONMENTS) {
          const { all } = await objectsOf(chart, environment);
          expect(
            all.flatMap(object =>
              check(object as never).map(
                finding => `${object.kind} ${object.metadata.name}: ${finding}`,
              ),
            ),
          ).toEqual([]);
        }
      }
      const service = (await objectsOf('redis')).one('Service', 'redis');
      const strange = { ...service, spec: { ...service.spec, prots: [] } };
      expect(check(strange as never)).toHaveLength(1);
    });
  },
);

(existsSync(PROMTOOL) || process.env.CI ? describe : describe.skip)(
  'by promtool',
  () => {
    it('fires each alert just beyond its limit, and not just within', async () => {
      const { code, stdout, stderr } = await run(PROMTOOL, [
        ...['test', 'rules'],
        ...CHARTS.map(chart => join(folderOf(chart), 'tests/alerts_test.yaml')),
      ]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.match(/SUCCESS/g)).toHaveLength(CHARTS.length);
    });
  },
);
