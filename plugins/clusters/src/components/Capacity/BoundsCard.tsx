import { Rail, Surface, TextLink } from '@textloom/ui';
import { NodeGroupSummary } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { groupRail } from '../../presentation/scaling';
import classes from './Bounds.module.css';

function Bounds(props: { cluster: string; group: NodeGroupSummary }) {
  const { cluster, group } = props;
  const say = useSay();
  const links = useLinks();
  const href = links.nodeGroup(cluster, group.name);
  const rail = groupRail(group);
  return (
    <li className={classes.item}>
      <div className={classes.name}>
        {href ? <TextLink href={href}>{group.name}</TextLink> : group.name}
        <span className={classes.source}>
          {group.scaling
            ? say(`groups.boundsBy.${group.scaling.source}`)
            : say('groups.boundsUnknown')}
          {group.scaling?.activity && (
            <>
              {' · '}
              <span lang="en">{group.scaling.activity}</span>
            </>
          )}
        </span>
      </div>
      {rail && <Rail label={group.name} {...rail} />}
    </li>
  );
}

/** Properties of {@link BoundsCard}. */
export interface BoundsCardProps {
  cluster: string;
  groups: NodeGroupSummary[];
}

/** Every node group between the bounds that it may scale in. */
export function BoundsCard({ cluster, groups }: BoundsCardProps) {
  const say = useSay();
  return (
    <Surface
      title={say('capacity.bounds.title')}
      subtitle={say('capacity.bounds.subtitle')}
    >
      <ul className={classes.list}>
        {groups.map(group => (
          <Bounds key={group.name} cluster={cluster} group={group} />
        ))}
      </ul>
      {groups.length === 0 && <p>{say('groups.none')}</p>}
    </Surface>
  );
}
