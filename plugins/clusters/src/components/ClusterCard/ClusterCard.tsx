import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Loading,
  PageState,
  Since,
  Surface,
  TextLink,
  useAllowed,
} from '@textloom/ui';
import {
  clustersClusterReadPermission,
  NodeGroupSummary,
} from '@textloom/plugin-clusters-common';
import { CLUSTER_ANNOTATION, NODE_GROUP_ANNOTATION } from '../../annotations';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useCluster } from '../../hooks/useView';
import { inService } from '../../text/inService';
import { findingTitle } from '../../text/findingText';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import classes from './ClusterCard.module.css';

type Subject = Pick<
  NodeGroupSummary,
  'state' | 'since' | 'capacity' | 'worst' | 'ready' | 'total' | 'nodes'
>;

function LiveState(props: { cluster: string; nodeGroup?: string }) {
  const { cluster, nodeGroup } = props;
  const say = useSay();
  const links = useLinks();
  const { data, failure, retryAt, refresh } = useCluster(cluster);
  if (failure?.kind === 'denied') {
    return <PageState kind="denied" size="cell" title={say('states.denied')} />;
  }
  if (!data) {
    return failure ? (
      <PageState
        kind="error"
        size="cell"
        title={say('states.failed')}
        retryAt={retryAt}
        onRetry={refresh}
      />
    ) : (
      <Loading shape="line" />
    );
  }
  const subject: Subject | undefined = nodeGroup
    ? data.nodeGroups.find(group => group.name === nodeGroup)
    : {
        ...data,
        ...data.nodes,
        nodes: data.nodeGroups.flatMap(group => group.nodes),
      };
  if (!subject) {
    return (
      <PageState
        kind="notFound"
        size="cell"
        title={say('states.notFoundGroup')}
      />
    );
  }
  const href = nodeGroup
    ? links.nodeGroup(cluster, nodeGroup)
    : links.cluster(cluster);
  return (
    <div className={classes.body}>
      <div className={classes.line}>
        <HealthLabel
          state={subject.state}
          freshness={data.freshness.state}
          variant="chip"
        />
        {subject.since && subject.state !== 'healthy' && (
          <Since at={subject.since} />
        )}
        <span>{say.message(inService(subject))}</span>
      </div>
      {subject.worst && <p>{say.message(findingTitle(subject.worst))}</p>}
      <CapacityMeters capacity={subject.capacity} />
      {href && (
        <TextLink href={href}>
          {say('card.open', { name: nodeGroup ?? data.title })}
        </TextLink>
      )}
    </div>
  );
}

/** The live state of the cluster or node group that a catalog entity stands for. */
export function ClusterCard() {
  const { entity } = useEntity();
  const say = useSay();
  const allowed = useAllowed(clustersClusterReadPermission);
  const cluster = entity.metadata.annotations?.[CLUSTER_ANNOTATION];
  const nodeGroup = entity.metadata.annotations?.[NODE_GROUP_ANNOTATION];
  const body = () => {
    if (!cluster) {
      return (
        <PageState
          kind="empty"
          size="cell"
          title={say('card.noAnnotation', { annotation: CLUSTER_ANNOTATION })}
        />
      );
    }
    if (allowed === 'loading') return <Loading shape="line" />;
    if (allowed === 'denied') {
      return (
        <PageState kind="denied" size="cell" title={say('states.denied')} />
      );
    }
    return <LiveState cluster={cluster} nodeGroup={nodeGroup} />;
  };
  return <Surface title={say('card.title')}>{body()}</Surface>;
}
