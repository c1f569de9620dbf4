import {
  NodeGroupSummary,
  NodeSummary,
} from '@textloom/plugin-clusters-common';

/** A column of cells. */
export interface ZoneColumn {
  /** The zone's whole name; empty for nodes without a zone. */
  id: string;
  /** What tells zones of one region apart: `1a` of `ap-southeast-1a`. */
  label: string;
}

function sharedRegion(zones: string[]): string {
  const regions = zones.map(zone => zone.replace(/\d*[a-z0-9]$/, ''));
  return new Set(regions).size === 1 ? regions[0] : '';
}

/** Zones in order, those without a name last, named as short as they can be told apart. */
export function shortZones(all: string[], noZone: string): ZoneColumn[] {
  const zones = [...new Set(all)].sort(
    (a, b) => Number(!a) - Number(!b) || a.localeCompare(b, 'en'),
  );
  const named = zones.filter(Boolean);
  const region = named.length > 1 ? sharedRegion(named) : '';
  return zones.map(zone => ({
    id: zone,
    label: zone ? zone.slice(region.length) || zone : noZone,
  }));
}

/** Zone columns that all rows of a table share. */
export function zoneColumns(
  groups: Pick<NodeGroupSummary, 'nodes'>[],
  noZone: string,
): ZoneColumn[] {
  return shortZones(
    groups.flatMap(group => group.nodes.map(node => node.zone)),
    noZone,
  );
}

/** The nodes of one zone, by name, so that a cell keeps its place while its state changes. */
export function nodesInZone(nodes: NodeSummary[], zone: string): NodeSummary[] {
  return nodes
    .filter(node => node.zone === zone)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
