import {
  COST_LAYERS,
  CostFilters,
  CostLayer,
  Dimension,
  DIMENSIONS,
  Names,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { MessageKey, Say } from '../text/say';
import { REST } from './palette';

const isLayer = (value: string): value is CostLayer =>
  COST_LAYERS.some(layer => layer === value);

/** Name of a value of a dimension; what has none is said so, what was summed as the rest too. */
export function valueName(
  dimension: Dimension,
  value: string,
  names: Names,
  say: Say,
): string {
  if (value === REST) return say('other');
  if (dimension === 'layer' && isLayer(value)) return say(`layer.${value}`);
  if (dimension === 'correction') {
    return say(value === 'yes' ? 'explore.correction' : 'explore.noCorrection');
  }
  if (value === '') {
    return say('noneOf', { dimension: say(`dimension.${dimension}`) });
  }
  return nameIn(names, value);
}

/** Filters in words: `Component: textloom-worker`. */
export function filterNames(
  filters: CostFilters,
  names: Names,
  say: Say,
): string[] {
  return DIMENSIONS.flatMap(dimension =>
    (filters[dimension] ?? []).map(value =>
      say('explore.filterName', {
        dimension: say(`dimension.${dimension}`),
        value: valueName(dimension, value, names, say),
      }),
    ),
  );
}

const VIEW_LAYER_KEYS: Readonly<Record<string, MessageKey>> = {
  'render-compute': 'viewLayer.render-compute',
  'api-web-compute': 'viewLayer.api-web-compute',
  'databases-cache': 'viewLayer.databases-cache',
  storage: 'viewLayer.storage',
  'cdn-network': 'viewLayer.cdn-network',
  'idle-unused': 'viewLayer.idle-unused',
  'shared-mesh-untagged': 'viewLayer.shared-mesh-untagged',
  'third-party': 'viewLayer.third-party',
  other: 'viewLayer.other',
  [REST]: 'viewLayer.rest',
};

/** Name of a part of the overview's chart. */
export function viewLayerName(key: string, say: Say): string {
  return Object.hasOwn(VIEW_LAYER_KEYS, key) ? say(VIEW_LAYER_KEYS[key]) : key;
}
