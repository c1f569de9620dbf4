import { ENVIRONMENTS } from '../consistency/service';
import { kubeBuilderAssets } from '../tools/kubeApiServer';
import { hasDefinitions } from '../tools/kubernetesSchemas';
import { CHARTS, render } from './__testUtils__/dataChart';
import {
  DefinedServer,
  refusedBy,
  startDefinedServer,
} from '../tools/definedServer';

jest.setTimeout(120_000);

const USED = [
  'peerauthentications.security.istio.io',
  'authorizationpolicies.security.istio.io',
  'servicemonitors.monitoring.coreos.com',
  'prometheusrules.monitoring.coreos.com',
  'externalsecrets.external-secrets.io',
];
const describeReal =
  (kubeBuilderAssets() && hasDefinitions) || process.env.CI
    ? describe
    : describe.skip;

describeReal('a real API server with the real definitions', () => {
  let defined: DefinedServer;

  beforeAll(async () => {
    defined = await startDefinedServer(USED, ['data']);
  });

  afterAll(() => defined?.server.stop());

  it.each(CHARTS)('takes every object of %s', async chart => {
    for (const environment of ENVIRONMENTS) {
      const { all } = await render(chart, { environment });
      expect(await refusedBy(defined, all, 'data')).toEqual([]);
    }
  });

  it('would notice a field that no definition has, and a value of the wrong type', async () => {
    const objects = await render('redis');
    const set = objects.one('StatefulSet', 'redis-sentinel');
    const strange = { ...set, spec: { ...set.spec, podManagement: 'x' } };
    const monitor = objects.one('ServiceMonitor');
    const wrong = { ...monitor, spec: { ...monitor.spec, endpoints: 'all' } };
    const findings = await refusedBy(defined, [strange, wrong], 'data');
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatch(/podManagement = "x" is not known/);
    expect(findings[1]).toMatch(/ServiceMonitor redis: .*endpoints/);
  });
});
