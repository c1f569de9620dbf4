import {
  formatCount,
  PageState,
  PageTitle,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { FleetView, LocatorStatus } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { useFleet } from '../../hooks/useView';
import { fleetVerdict } from '../../verdict/fleetVerdict';
import { FilterField } from '../FilterField/FilterField';
import { PageFrame } from '../PageFrame/PageFrame';
import { SearchResults } from '../Search/SearchResults';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';
import { filterClusters } from './filterClusters';
import { fleetFreshness } from './fleetFreshness';
import { FleetTable } from './FleetTable';

function LocatorNote({ locator }: { locator?: LocatorStatus }) {
  const say = useSay();
  if (!locator || locator.state === 'live' || locator.state === 'connecting') {
    return null;
  }
  return (
    <PageState kind="stale" title={say('fleet.locatorTitle')}>
      {locator.problem && say(`problem.${locator.problem}`)}
    </PageState>
  );
}

function Fleet({ view }: { view: FleetView }) {
  const say = useSay();
  const [filter, setFilter] = useQueryParam('filter');
  const { clusters, locator } = view;
  const verdict = fleetVerdict(clusters);
  const nodes = clusters.reduce((sum, c) => sum + c.nodes.total, 0);
  const shown = filterClusters(clusters, filter, say);
  return (
    <>
      <PageTitle
        name={say('clusters')}
        facts={
          clusters.length > 0
            ? [
                say('facts.clusters', { count: clusters.length }),
                say('facts.nodes', {
                  count: nodes,
                  number: formatCount(nodes),
                }),
              ]
            : []
        }
      />
      <LocatorNote locator={locator} />
      {verdict && <VerdictBlock verdict={verdict} />}
      {clusters.length === 0 ? (
        <PageState kind="empty" size="page" title={say('fleet.emptyTitle')}>
          {say('fleet.emptyText')}
        </PageState>
      ) : (
        <>
          <FilterField
            label={say('fleet.filter')}
            hint={say('fleet.filterHint')}
            value={filter}
            onChange={setFilter}
          />
          <Surface flush>
            <FleetTable
              clusters={shown}
              total={clusters.length}
              filter={filter}
              onClear={() => setFilter('')}
            />
          </Surface>
          <SearchResults text={filter} />
        </>
      )}
    </>
  );
}

/** All clusters, worst first. */
export function FleetPage() {
  const say = useSay();
  const query = useFleet();
  return (
    <PageFrame
      crumbs={[{ label: say('clusters') }]}
      query={query}
      freshnessOf={fleetFreshness}
    >
      {view => <Fleet view={view} />}
    </PageFrame>
  );
}
