import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  PluginQuery,
  QueryFailure,
  toFailure,
  useChangeSignal,
  usePluginQuery,
} from '@textloom/ui';
import {
  AlertsView,
  ChartId,
  ChartView,
  CLUSTERS_SIGNAL,
  ClustersApi,
  ClustersSignal,
  HistoryView,
  SourceStateView,
} from '@textloom/plugin-clusters-common';
import { clustersApiRef } from '../apis';
import { Range, rangeQuery } from '../components/Charts/ranges';
import { useView, ViewQuery } from './useView';

/** Prometheus and the history are no faster than this. */
const CHART_POLL_MS = 30_000;
/** Points that a chart of full width can show. */
const POINTS = 300;

function silent<T extends { source: SourceStateView }>(view: T): T {
  return view.source.state === 'live'
    ? { ...view, source: { ...view.source, state: 'stale' } }
    : view;
}

/** Alerts and silences of a cluster. */
export function useAlerts(cluster: string): ViewQuery<AlertsView> {
  return useView({
    key: ['alerts', cluster],
    load: api => api.getAlerts(cluster),
    concerns: signal => signal.cluster === cluster,
    lastKnown: silent,
  });
}

/** A chart over a range that ends now. */
export function useChart(
  cluster: string,
  chart: ChartId,
  range: Range,
  group?: string,
): PluginQuery<ChartView> {
  const api = useApi(clustersApiRef);
  return usePluginQuery({
    plugin: 'clusters',
    key: ['chart', cluster, chart, group, range],
    load: () =>
      api.getChart(cluster, chart, {
        ...rangeQuery(range, Date.now()),
        group,
        points: POINTS,
      }),
    pollMs: CHART_POLL_MS,
  });
}

/** The past of a cluster or of one of its groups, over a range that ends now. */
export function useHistory(
  cluster: string,
  range: Range,
  group?: string,
): PluginQuery<HistoryView> {
  const api = useApi(clustersApiRef);
  const query = usePluginQuery({
    plugin: 'clusters',
    key: ['history', cluster, group, range],
    load: () =>
      api.getHistory(cluster, { ...rangeQuery(range, Date.now()), group }),
    pollMs: CHART_POLL_MS,
  });
  useChangeSignal<ClustersSignal>(
    CLUSTERS_SIGNAL,
    signal => signal.cluster === cluster,
    query.refresh,
  );
  return query;
}

/** Something done on the server, once at a time. */
export interface Act<A extends unknown[]> {
  pending: boolean;
  /** The last no or breakage; gone with the next try. */
  failure?: QueryFailure;
  run: (...args: A) => Promise<void>;
}

/**
 * Does something through the clusters API.
 *
 * @param act - What is done.
 * @param onDone - Called after success only.
 */
export function useAct<A extends unknown[]>(
  act: (api: ClustersApi, ...args: A) => Promise<unknown>,
  onDone: () => void,
): Act<A> {
  const api = useApi(clustersApiRef);
  const [state, setState] = useState<Omit<Act<A>, 'run'>>({ pending: false });
  const run = useCallback(
    async (...args: A) => {
      setState({ pending: true });
      try {
        await act(api, ...args);
        setState({ pending: false });
        onDone();
      } catch (error) {
        setState({ pending: false, failure: toFailure(error) });
      }
    },
    [api, act, onDone],
  );
  return { ...state, run };
}
