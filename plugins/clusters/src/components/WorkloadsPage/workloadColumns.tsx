import { DataColumn, formatCount, middleCut, TextLink } from '@textloom/ui';
import { WorkloadSummary } from '@textloom/plugin-clusters-common';
import { Links } from '../../hooks/useLinks';
import { shortImage } from '../../presentation/workloads';
import { findingTitle } from '../../text/findingText';
import { Say } from '../../text/say';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import classes from './WorkloadsTab.module.css';

const LONGEST_NAME = 40;

function name(
  cluster: string,
  links: Links,
): DataColumn<WorkloadSummary>['cell'] {
  return function Name(workload) {
    const href = links.workload(cluster, workload);
    const shown = middleCut(workload.name, LONGEST_NAME);
    return (
      <>
        {href ? (
          <TextLink
            href={href}
            className="tl-table__name"
            title={workload.name}
          >
            {shown}
          </TextLink>
        ) : (
          <span title={workload.name}>{shown}</span>
        )}
        <span className={classes.caption}>
          {`${workload.kind} · ${workload.namespace}`}
        </span>
        {workload.images.length > 0 && (
          <span
            className={`${classes.caption} ${classes.image}`}
            title={workload.images.join('\n')}
          >
            {middleCut(shortImage(workload.images[0]), LONGEST_NAME)}
          </span>
        )}
      </>
    );
  };
}

function groups(
  cluster: string,
  say: Say,
  links: Links,
): DataColumn<WorkloadSummary>['cell'] {
  return function Groups({ groups: names }) {
    if (names.length === 0) return say('unknownValue');
    const [first, ...others] = names;
    const href = links.nodeGroup(cluster, first);
    return (
      <span title={say.names(names)}>
        {href ? <TextLink href={href}>{first}</TextLink> : first}
        {others.length > 0 && (
          <span className={classes.caption}>
            {say('findings.more', { count: others.length })}
          </span>
        )}
      </span>
    );
  };
}

/** Columns of the list of workloads. */
export function workloadColumns(
  cluster: string,
  say: Say,
  links: Links,
): DataColumn<WorkloadSummary>[] {
  return [
    {
      id: 'workload',
      header: say('workloads.column.workload'),
      width: '26%',
      cell: name(cluster, links),
    },
    {
      id: 'state',
      header: say('workloads.column.state'),
      width: '12%',
      cell: workload => <HealthLabel state={workload.state} />,
    },
    {
      id: 'ready',
      header: say('workloads.column.ready'),
      width: '9%',
      align: 'end',
      phone: 'figure',
      cell: workload =>
        say('fleet.ratio', {
          ready: formatCount(workload.ready),
          total: formatCount(workload.desired),
        }),
    },
    {
      id: 'restarts',
      header: say('workloads.column.restarts'),
      width: '9%',
      align: 'end',
      cell: workload => formatCount(workload.restarts),
    },
    {
      id: 'groups',
      header: say('workloads.column.groups'),
      width: '12%',
      cell: groups(cluster, say, links),
    },
    {
      id: 'component',
      header: say('workloads.column.component'),
      width: '14%',
      cell: workload =>
        workload.component ? (
          <ComponentLinks names={[workload.component]} />
        ) : (
          say('unknownValue')
        ),
    },
    {
      id: 'finding',
      header: say('workloads.column.finding'),
      cell: workload =>
        workload.worst
          ? say.message(findingTitle(workload.worst))
          : say('fleet.noFindings'),
    },
  ];
}
