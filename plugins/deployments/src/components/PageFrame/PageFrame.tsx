import { ReactNode } from 'react';
import {
  CopyLink,
  Crumb,
  Freshness,
  Loading,
  Page,
  PageBar,
  PageState,
  PluginQuery,
  useAllowed,
} from '@textloom/ui';
import { deploymentsProposalReadPermission } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { NotFoundWords, ViewStates } from './ViewStates';

/** Properties of {@link PageFrame}. */
export interface PageFrameProps<T> {
  crumbs: Crumb[];
  query: PluginQuery<T>;
  /** What is said when the server knows no such thing. */
  notFound?: NotFoundWords;
  children: (view: T) => ReactNode;
}

/** Polls come each 10 s; one that is late is no reason to call the page old. */
const LIVE_SECONDS = 15;

/**
 * The frame of each page: way to it, freshness, Copy link; then the view, or why there is none. A view
 * that once came stays on the screen while the service does not answer.
 */
export function PageFrame<T>(props: PageFrameProps<T>) {
  const { crumbs, query, notFound, children } = props;
  const allowed = useAllowed(deploymentsProposalReadPermission);
  const say = useSay();
  const view = query.data;
  const denied = allowed === 'denied' || query.failure?.kind === 'denied';
  const bar = (
    <PageBar crumbs={crumbs}>
      {view !== undefined && !denied && (
        <Freshness
          state="live"
          at={query.answeredAt}
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
            permission: deploymentsProposalReadPermission.name,
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
