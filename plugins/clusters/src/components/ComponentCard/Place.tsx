import { formatCount, StatusLabel, TextLink } from '@textloom/ui';
import {
  ComponentPlace,
  Finding,
  WorkloadSummary,
} from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { severityIntent } from '../../presentation/intents';
import { placeReplicas } from '../../presentation/places';
import { findingTitle } from '../../text/findingText';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import classes from './ComponentCard.module.css';

/** Findings named; the rest are counted. */
const FINDINGS = 3;

function Workload(props: { cluster: string; workload: WorkloadSummary }) {
  const { cluster, workload } = props;
  const say = useSay();
  const links = useLinks();
  const href = links.workload(cluster, workload);
  return (
    <li>
      {href ? <TextLink href={href}>{workload.name}</TextLink> : workload.name}
      <span className={classes.count}>
        {`${workload.kind} · ${say('fleet.ratio', {
          ready: formatCount(workload.ready),
          total: formatCount(workload.desired),
        })}`}
      </span>
    </li>
  );
}

function Group(props: {
  cluster: string;
  group: ComponentPlace['groups'][number];
}) {
  const { cluster, group } = props;
  const say = useSay();
  const links = useLinks();
  const href = links.nodeGroup(cluster, group.name);
  return (
    <li>
      {href ? <TextLink href={href}>{group.name}</TextLink> : group.name}
      <HealthLabel state={group.state} />
      <span className={classes.count}>
        {say('node.podsSubtitle', { count: group.pods })}
      </span>
    </li>
  );
}

function PlaceFinding(props: { cluster: string; finding: Finding }) {
  const { cluster, finding } = props;
  const say = useSay();
  const links = useLinks();
  const href = links.object(cluster, finding.object);
  const title = say.message(findingTitle(finding));
  return (
    <li>
      <StatusLabel intent={severityIntent(finding.severity)}>
        {say(`severity.${finding.severity}`)}
      </StatusLabel>
      {href ? <TextLink href={href}>{title}</TextLink> : title}
    </li>
  );
}

/** A component in one cluster: health, replicas and room, workloads, groups, findings. */
export function Place({ place }: { place: ComponentPlace }) {
  const say = useSay();
  const links = useLinks();
  const { cluster, findings } = place;
  const href = links.cluster(cluster);
  const { ready, desired } = placeReplicas(place);
  const capacity = { cpu: place.cpu, memory: place.memory };
  return (
    <li className={classes.place}>
      <div className={classes.head}>
        <h4>
          {href ? <TextLink href={href}>{place.title}</TextLink> : place.title}
        </h4>
        <HealthLabel state={place.state} freshness={place.freshness.state} />
      </div>
      <p className={classes.line}>
        {say(
          place.fits === undefined ? 'component.ready' : 'component.readyFits',
          {
            ready: formatCount(ready),
            count: desired,
            number: formatCount(desired),
            fits: formatCount(place.fits),
          },
        )}
      </p>
      <div className={classes.body}>
        <div>
          <ul className={classes.list}>
            {place.workloads.map(workload => (
              <Workload
                key={`${workload.kind}/${workload.namespace}/${workload.name}`}
                cluster={cluster}
                workload={workload}
              />
            ))}
          </ul>
          <ul className={classes.list}>
            {place.groups.map(group => (
              <Group key={group.name} cluster={cluster} group={group} />
            ))}
          </ul>
        </div>
        <CapacityMeters capacity={capacity} />
      </div>
      {findings.length > 0 && (
        <ul className={classes.list} aria-label={say('findings.title')}>
          {findings.slice(0, FINDINGS).map(finding => (
            <PlaceFinding
              key={finding.id}
              cluster={cluster}
              finding={finding}
            />
          ))}
          {findings.length > FINDINGS && (
            <li className={classes.count}>
              {say('findings.more', { count: findings.length - FINDINGS })}
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
