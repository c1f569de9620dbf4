import { COST_LAYERS, CostLayer } from './cost';
import { VIEW_LAYERS, viewLayerOf } from './viewLayers';

const of = (
  layer: CostLayer,
  nodeGroup: string,
  serviceCategory: string,
  render?: string[],
) => viewLayerOf({ layer, nodeGroup, serviceCategory }, render);

describe('viewLayerOf', () => {
  it.each([
    ['prod/worker', 'Compute', 'render-compute'],
    ['prod/high-performance', 'Compute', 'render-compute'],
    ['nonprod/worker', 'Storage', 'render-compute'],
    ['prod/compute', 'Compute', 'api-web-compute'],
    ['', 'Compute', 'api-web-compute'],
    ['', 'Web', 'api-web-compute'],
    ['', 'Databases', 'databases-cache'],
    ['', 'Storage', 'storage'],
    ['', 'Networking', 'cdn-network'],
    ['', 'Security', 'other'],
    ['', 'constructor', 'other'],
    ['', '', 'other'],
  ])('puts a component on %p of %p to %s', (nodeGroup, category, expected) => {
    expect(of('attributed', nodeGroup, category)).toBe(expected);
  });

  it('lets another estate name its own node groups', () => {
    expect(of('attributed', 'prod/gpu', 'Compute', ['gpu'])).toBe(
      'render-compute',
    );
    expect(of('attributed', 'prod/worker', 'Compute', ['gpu'])).toBe(
      'api-web-compute',
    );
  });

  it('has a place for each layer', () => {
    expect(
      COST_LAYERS.map(layer => of(layer, 'prod/worker', 'Compute')),
    ).toEqual([
      'render-compute',
      'idle-unused',
      'shared-mesh-untagged',
      'shared-mesh-untagged',
      'idle-unused',
      'shared-mesh-untagged',
      'third-party',
      'shared-mesh-untagged',
    ]);
    expect(new Set(VIEW_LAYERS).size).toBe(9);
  });
});
