import { formatCount, Rail, TextLink } from '@textloom/ui';
import { HpaSummary, NodeGroupSummary } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { inService } from '../../text/inService';
import { groupRail, RailBounds } from '../../presentation/scaling';
import { worstNodesFirst } from '../../presentation/order';
import { ZoneColumn } from '../../presentation/zones';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NodeCells } from './NodeCells';
import classes from './NodeGroups.module.css';

/**
 * Rails per row: the group's own size, then autoscalers, those at their maximum first; the rest are in the
 * autoscalers' card.
 */
const RAILS = 2;

/** More cells would push the rest off the page: the map of nodes has them all. */
const MOST_CELLS = 300;

/** Properties of {@link NodeGroupRow}. */
export interface NodeGroupRowProps {
  cluster: string;
  group: NodeGroupSummary;
  zones: ZoneColumn[];
  hpas: HpaSummary[];
}

function Identity({
  cluster,
  group,
}: {
  cluster: string;
  group: NodeGroupSummary;
}) {
  const say = useSay();
  const links = useLinks();
  const href = links.nodeGroup(cluster, group.name);
  const podsKnown = group.capacity.pods.requested !== undefined;
  const facts = [
    say.message(inService(group)),
    ...group.instanceTypes.slice(0, 2),
  ];
  return (
    <div role="rowheader" className={classes.identity}>
      <div className={classes.name}>
        <span className={classes.title} title={group.name}>
          {href ? <TextLink href={href}>{group.name}</TextLink> : group.name}
        </span>
        <HealthLabel state={group.state} />
      </div>
      <p className={classes.facts} title={say.names(group.instanceTypes)}>
        {facts.join(' · ')}
      </p>
      <p className={classes.facts}>
        {group.components.length > 0 ? (
          <ComponentLinks names={group.components} />
        ) : (
          say(podsKnown ? 'groups.noComponents' : 'figures.noPods')
        )}
      </p>
    </div>
  );
}

function OneRail(props: { name: string; label?: string; bounds: RailBounds }) {
  const { name, label = name, bounds } = props;
  return (
    <div className={classes.rail}>
      <span className={classes.railName} title={name}>
        {name}
      </span>
      <Rail
        label={label}
        min={bounds.min}
        desired={bounds.desired}
        max={bounds.max}
      />
    </div>
  );
}

function Rails({
  group,
  hpas,
}: {
  group: NodeGroupSummary;
  hpas: HpaSummary[];
}) {
  const say = useSay();
  const own = groupRail(group);
  if (!own && hpas.length === 0) {
    return <span className={classes.noRail}>{say('unknownValue')}</span>;
  }
  return (
    <>
      {own && (
        <OneRail
          name={say('groups.railNodes')}
          label={say('groups.nodesOf', { name: group.name })}
          bounds={own}
        />
      )}
      {hpas.slice(0, own ? RAILS - 1 : RAILS).map(hpa => (
        <OneRail
          key={`${hpa.namespace}/${hpa.name}`}
          name={hpa.targetName}
          bounds={hpa}
        />
      ))}
    </>
  );
}

/** A cell per node; of a very large group only those that are not ready, and the way to all. */
function Nodes(props: Omit<NodeGroupRowProps, 'hpas'>) {
  const { cluster, group, zones } = props;
  const say = useSay();
  const links = useLinks();
  const count = group.nodes.length;
  const large = count > MOST_CELLS;
  const nodes = large
    ? worstNodesFirst(group.nodes)
        .filter(node => node.status !== 'ready')
        .slice(0, MOST_CELLS)
    : group.nodes;
  const href = links.tab(cluster, 'nodes', { filter: group.name });
  const all = say('groups.allOnMap', { count, number: formatCount(count) });
  return (
    <>
      {nodes.length > 0 && (
        <NodeCells
          cluster={cluster}
          group={group.name}
          nodes={nodes}
          zones={zones}
          labels="phone"
        />
      )}
      {large && (href ? <TextLink href={href}>{all}</TextLink> : all)}
    </>
  );
}

/** One node group: who, its nodes by zone, its capacity, and what scales on it. */
export function NodeGroupRow({
  cluster,
  group,
  zones,
  hpas,
}: NodeGroupRowProps) {
  return (
    <div role="row" className={classes.row} data-state={group.state}>
      <Identity cluster={cluster} group={group} />
      <div role="cell" className={classes.zones}>
        <Nodes cluster={cluster} group={group} zones={zones} />
      </div>
      <div role="cell" className={classes.capacity}>
        <CapacityMeters capacity={group.capacity} />
      </div>
      <div role="cell" className={classes.rails}>
        <Rails group={group} hpas={hpas} />
      </div>
    </div>
  );
}
