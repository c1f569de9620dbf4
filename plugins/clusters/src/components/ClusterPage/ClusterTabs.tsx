import { Tabs } from '@textloom/ui';
import { ClusterView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { CLUSTER_TABS, ClusterTab } from '../../routes';

const ALL: readonly ClusterTab[] = ['overview', ...CLUSTER_TABS];

/** Alerts that fire; undefined where Alertmanager is not known. */
function firing(alerts: ClusterView['alerts']): number | undefined {
  return alerts && alerts.P0 + alerts.P1 + alerts.P2 + alerts.other;
}

/** The views of a cluster, each with an address of its own. */
export function ClusterTabs(props: { view: ClusterView; current: ClusterTab }) {
  const { view, current } = props;
  const say = useSay();
  const links = useLinks();
  const alerts = firing(view.alerts);
  return (
    <Tabs
      label={say('tabs.label', { name: view.title })}
      current={current}
      items={ALL.map(id => ({
        id,
        label: say(`tabs.${id}`),
        href: links.tab(view.name, id) ?? '',
        ...(id === 'alerts' && alerts ? { count: alerts } : {}),
        ...(id === 'workloads' && view.workloads?.unhealthy
          ? { count: view.workloads.unhealthy }
          : {}),
      }))}
    />
  );
}
