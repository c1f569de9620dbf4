import { ReactNode } from 'react';
import {
  CopyLink,
  Crumb,
  Freshness,
  Loading,
  Page,
  PageBar,
  PageState,
  useAllowed,
} from '@textloom/ui';
import {
  clustersClusterReadPermission,
  Freshness as ViewFreshness,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { ViewQuery } from '../../hooks/useView';
import { NotFoundWords, ViewStates } from './ViewStates';

/** Properties of {@link PageFrame}. */
export interface PageFrameProps<T> {
  crumbs: Crumb[];
  query: ViewQuery<T>;
  /** How current the facts of a view are. */
  freshnessOf: (view: T) => ViewFreshness;
  /** What is said when the server knows no such thing. */
  notFound?: NotFoundWords;
  children: (view: T) => ReactNode;
}

/** A minute without an answer makes what is shown the last known state. */
const LIVE_SECONDS = 15;

/**
 * The frame of each page: way to it, freshness, Copy link; then the view, or why there is none. A view
 * that once came stays on the screen while the service does not answer.
 */
export function PageFrame<T>(props: PageFrameProps<T>) {
  const { crumbs, query, freshnessOf, notFound, children } = props;
  const allowed = useAllowed(clustersClusterReadPermission);
  const say = useSay();
  const view = query.data;
  const freshness = view && freshnessOf(view);
  const denied = allowed === 'denied' || query.failure?.kind === 'denied';
  const bar = (
    <PageBar crumbs={crumbs}>
      {freshness && !denied && (
        <Freshness
          state={freshness.state}
          // What the server calls live was so when it answered.
          at={freshness.state === 'live' ? query.answeredAt : freshness.at}
          liveSeconds={LIVE_SECONDS}
        />
      )}
      <CopyLink />
    </PageBar>
  );
  const body = () => {
    if (denied) {
      return (
        <PageState kind="denied" size="page" title={say('states.denied')}>
          {say('states.deniedText', {
            permission: clustersClusterReadPermission.name,
          })}
        </PageState>
      );
    }
    if (view === undefined) {
      return query.failure && allowed === 'allowed' ? (
        <ViewStates query={query} notFound={notFound} />
      ) : (
        <Loading shape="page" rows={6} />
      );
    }
    return (
      <>
        {query.failure && <ViewStates query={query} notFound={notFound} kept />}
        {children(view)}
      </>
    );
  };
  return <Page bar={bar}>{body()}</Page>;
}
