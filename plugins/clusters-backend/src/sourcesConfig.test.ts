import { ConfigReader } from '@backstage/config';
import { readSources } from './sourcesConfig';

const read = (clusters: object) => readSources(new ConfigReader({ clusters }));

describe('readSources', () => {
  it('takes sources by cluster, and none without an address', () => {
    const sources = read({
      sources: [
        {
          cluster: 'prod',
          prometheus: {
            url: 'https://prometheus.example.com/p',
            token: 'secret',
            queries: { 'queue-length': 'max(celery)' },
          },
          alertmanager: { url: '/alertmanager' },
        },
        { cluster: 'other', alertmanager: { url: 'http://127.0.0.1:9093' } },
      ],
    });
    expect(sources.get('prod')).toMatchObject({
      prometheus: {
        url: 'https://prometheus.example.com/p',
        token: 'secret',
        queries: { 'queue-length': 'max(celery)' },
      },
    });
    expect(sources.get('prod')).not.toHaveProperty('alertmanager');
    expect(sources.get('other')).toMatchObject({
      alertmanager: { url: 'http://127.0.0.1:9093' },
    });
  });

  it('takes what narrows and names: label of the cluster, priorities, EKS', async () => {
    const sources = read({
      sources: [
        {
          cluster: 'prod',
          prometheus: {
            url: 'http://p',
            clusterLabel: { name: 'k8s_cluster' },
          },
          alertmanager: {
            url: 'http://a',
            priorityLabel: 'urgency',
            priorities: { Now: 'P0', critical: 'P1' },
          },
          eks: {
            region: 'ap-southeast-1',
            name: 'textloom-prod',
            endpoint: 'http://127.0.0.1:7012',
            accessKeyId: 'id',
            secretAccessKey: 'key',
          },
        },
        { cluster: 'own', eks: { region: 'us-gov-east-1' } },
        { cluster: 'off', eks: { region: 'us-east-1', endpoint: '/eks' } },
        { cluster: 'none', eks: { name: 'x' } },
        { cluster: 'empty', eks: { region: '', name: 'x' } },
        { cluster: 'unnamed', eks: { region: 'us-east-1', name: '' } },
      ],
    });
    const prod = sources.get('prod');
    expect(prod?.prometheus?.clusterLabel).toEqual({
      name: 'k8s_cluster',
      value: 'prod',
    });
    expect(prod?.alertmanager?.priority?.labels).toEqual(['urgency']);
    const priorities = prod?.alertmanager?.priority?.priorities;
    expect(
      ['now', 'critical', 'warning'].map(word => priorities?.get(word)),
    ).toEqual(['P0', 'P1', 'P2']);
    expect(prod?.eks).toMatchObject({
      region: 'ap-southeast-1',
      name: 'textloom-prod',
      endpoint: 'http://127.0.0.1:7012',
    });
    const credentials = prod?.eks?.credentials;
    expect(
      typeof credentials === 'function' && (await credentials()),
    ).toMatchObject({ accessKeyId: 'id', secretAccessKey: 'key' });
    expect(sources.get('own')?.eks).toMatchObject({ name: 'own' });
    expect(sources.get('off')).toEqual({});
    expect(sources.get('none')).toEqual({});
    expect(sources.get('empty')).toEqual({});
    expect(sources.get('unnamed')?.eks).toMatchObject({ name: 'unnamed' });
  });

  const aSource = (source: object) => ({
    sources: [{ cluster: 'a', ...source }],
  });
  const anEks = (eks: object) =>
    aSource({ eks: { region: 'us-east-1', ...eks } });

  it.each([
    [anEks({ region: 'Frankfurt' }), /eks.region of a must be a region/],
    [anEks({ assumeRole: 'admin' }), /eks.assumeRole of a must be the ARN/],
    [anEks({ externalId: 'x' }), /eks.externalId of a needs assumeRole/],
    [anEks({ accessKeyId: 'x' }), /eks.accessKeyId of a and secretAccessKey/],
    [anEks({ endpoint: 'file:///x' }), /eks.endpoint of a must be an http/],
    [
      aSource({
        prometheus: { url: 'http://x', clusterLabel: { name: 'a-b' } },
      }),
      /prometheus.clusterLabel.name of a/,
    ],
    [
      aSource({
        alertmanager: { url: 'http://x', priorities: { now: 'P9' } },
      }),
      /alertmanager.priorities.now of a must be P0, P1, P2 or other/,
    ],
    [
      {
        slos: [{ id: 's', objective: 9, windowDays: 0, total: 'a', bad: 'b' }],
      },
      /windowDays of s must be between 1 and 90/,
    ],
    [
      { sources: [{ cluster: 'a', prometheus: { url: 'ftp://x' } }] },
      /prometheus.url of a must be an http or https address/,
    ],
    [{ sources: [{ cluster: 'a' }, { cluster: 'a' }] }, /a is named twice/],
    [
      {
        sources: [
          {
            cluster: 'a',
            prometheus: { url: 'http://x', queries: { nothing: 'up' } },
          },
        ],
      },
      /no signal is named nothing/,
    ],
    [
      { slos: [{ id: 's', objective: 100, total: 'a', bad: 'b' }] },
      /objective of s must be between 0 and 100/,
    ],
  ])('refuses %j', (clusters, message) => {
    expect(() => read(clusters)).toThrow(message);
  });
});
