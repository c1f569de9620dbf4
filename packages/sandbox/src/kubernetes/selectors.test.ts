import { fieldMatcher, labelMatcher } from './selectors';
import { KubeObject, ResourceDefinition } from './types';

const object: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', labels: { app: 'api', tier: 'web' } },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
};

const pods: ResourceDefinition = {
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  kind: 'Pod',
  namespaced: true,
  verbs: [],
  subresources: [],
  fields: { 'spec.nodeName': 'spec.nodeName', 'status.phase': 'status.phase' },
};

describe('labelMatcher', () => {
  it.each([
    ['app=api', true],
    ['app==api,tier=web', true],
    ['app=api,tier=db', false],
    ['app!=web', true],
    ['missing!=x', true],
    ['app in (web, api)', true],
    ['app notin (web,api)', false],
    ['missing notin (a)', true],
    ['tier', true],
    ['!tier', false],
    ['!missing', true],
    ['', true],
  ])('%s is %s', (selector, expected) => {
    expect(labelMatcher(selector)(object)).toBe(expected);
  });

  it('refuses what it cannot parse', () => {
    expect(() => labelMatcher('a===b')).toThrow('unable to parse requirement');
  });
});

describe('fieldMatcher', () => {
  it.each([
    ['metadata.name=p', true],
    ['metadata.namespace=other', false],
    ['spec.nodeName=n1,status.phase!=Failed', true],
    ['spec.nodeName=', false],
  ])('%s is %s', (selector, expected) => {
    expect(fieldMatcher(selector, pods)(object)).toBe(expected);
  });

  it('finds what has no value', () => {
    const unbound = { ...object, spec: {} };
    expect(fieldMatcher('spec.nodeName=', pods)(unbound)).toBe(true);
  });

  it('refuses other fields', () => {
    expect(() => fieldMatcher('spec.x=1', pods)).toThrow(
      'field label not supported: spec.x',
    );
  });
});
