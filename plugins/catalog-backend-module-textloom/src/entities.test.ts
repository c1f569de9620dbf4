import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { clusterEntity, nodeGroupEntities } from './entities';

const options = {
  owner: 'group:default/sre',
  system: 'system:default/textloom',
  appBaseUrl: 'https://portal.example.com',
};
const policy = EntityPolicies.allOf([
  new DefaultNamespaceEntityPolicy(),
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const group = (name: string, instanceTypes = ['c5.4xlarge']) => ({
  name,
  instanceTypes,
  capacityTypes: ['ON_DEMAND'],
});

describe('clusterEntity', () => {
  it('is a resource with owner, system, region and a link to its page', () => {
    expect(
      clusterEntity(
        {
          name: 'textloom-prod',
          title: 'TextLoom production',
          region: 'ap-southeast-1',
        },
        options,
      ),
    ).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'textloom-prod',
        title: 'TextLoom production',
        annotations: {
          'textloom.io/cluster': 'textloom-prod',
          'backstage.io/managed-by-location': 'clusters:textloom-prod',
          'backstage.io/managed-by-origin-location': 'clusters:textloom-prod',
        },
        labels: { 'topology.kubernetes.io/region': 'ap-southeast-1' },
        links: [
          {
            url: 'https://portal.example.com/clusters/textloom-prod',
            title: 'Live health',
            icon: 'dashboard',
          },
        ],
      },
      spec: {
        type: 'kubernetes-cluster',
        owner: 'group:default/sre',
        system: 'system:default/textloom',
      },
    });
  });
});

describe('nodeGroupEntities', () => {
  it('makes each group something that its cluster depends on', () => {
    const [worker, mixed] = nodeGroupEntities(
      'textloom-prod',
      [group('worker'), group('mixed', ['c5.large', 'c5.xlarge'])],
      options,
    );
    expect(worker).toMatchObject({
      metadata: {
        name: 'textloom-prod.worker',
        annotations: {
          'textloom.io/cluster': 'textloom-prod',
          'textloom.io/node-group': 'worker',
        },
        labels: {
          'node.kubernetes.io/instance-type': 'c5.4xlarge',
          'textloom.io/capacity-type': 'ON_DEMAND',
        },
        links: [
          {
            url: 'https://portal.example.com/clusters/textloom-prod/node-groups/worker',
          },
        ],
      },
      spec: {
        type: 'kubernetes-node-group',
        dependencyOf: ['resource:default/textloom-prod'],
      },
    });
    expect(mixed?.metadata.labels).toEqual({
      'textloom.io/capacity-type': 'ON_DEMAND',
    });
  });

  it('leaves out nodes without a group', () => {
    expect(nodeGroupEntities('c', [group('ungrouped')], options)).toEqual([]);
  });

  it.each([
    'arn:aws:eks:ap-southeast-1:111122223333:cluster/prod',
    'a'.repeat(80),
    '生产',
    '-x-',
    'a b',
    '..',
  ])('gives the cluster %j names that the catalog accepts', async name => {
    const entities = [
      clusterEntity({ name, title: name, region: 'not a label!' }, options),
      ...nodeGroupEntities(name, [group('worker', ['a type'])], options),
    ];
    for (const entity of entities) {
      await expect(policy.enforce(entity)).resolves.toBeDefined();
      expect(entity.metadata.annotations?.['textloom.io/cluster']).toBe(name);
    }
  });

  it('never gives two clusters the same name', () => {
    const long = 'a'.repeat(70);
    const names = [`${long}1`, `${long}2`, 'a b', 'a-b', 'a/b'].map(
      name => clusterEntity({ name, title: name }, options).metadata.name,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
