import { ReactNode } from 'react';
import { Permission } from '@backstage/plugin-permission-common';
import { Allowed, useAllowed } from '../../hooks/useAllowed';
import { PluginQuery } from '../../hooks/usePluginQuery';
import { CopyLink } from '../CopyLink/CopyLink';
import { Freshness, FreshnessState } from '../Freshness/Freshness';
import { Page } from '../PageBar/Page';
import { Crumb, PageBar } from '../PageBar/PageBar';
import { Loading } from '../PageState/Loading';
import { PageState } from '../PageState/PageState';
import { NotFoundWords, ViewStates, ViewWords } from './ViewStates';

/** How current the facts of a view are, by its source. */
export interface ViewFreshness {
  state: FreshnessState;
  /** ISO 8601 instant of the facts. */
  at?: string;
}

/** Properties of {@link PageFrame}. */
export interface PageFrameProps<T> {
  crumbs: Crumb[];
  query: PluginQuery<T>;
  words: ViewWords;
  /**
   * What a reader needs to see the page. Without it the server alone says so, as for permissions that hold for some
   * resources: a browser cannot ask whether there are any.
   */
  permission?: Permission;
  /** How current the facts of a view are; as its last answer when absent. */
  freshnessOf?: (view: T) => ViewFreshness;
  /** In place of the age of the answer, where facts are of days ago by their nature: their source and age. */
  sourceOf?: (view: T) => ReactNode;
  /** What is said when the server knows no such thing. */
  notFound?: NotFoundWords;
  children: (view: T) => ReactNode;
}

/** Polls come each 10 s; one that is late is no reason to call the page old. */
const LIVE_SECONDS = 15;

function Frame<T>(props: PageFrameProps<T> & { allowed: Allowed }) {
  const { crumbs, query, words, allowed, notFound, children } = props;
  const { freshnessOf = (): ViewFreshness => ({ state: 'live' }) } = props;
  const view = query.data;
  const denied = allowed === 'denied' || query.failure?.kind === 'denied';
  const freshness =
    view === undefined || denied ? undefined : freshnessOf(view);
  const bar = (
    <PageBar crumbs={crumbs}>
      {freshness && !props.sourceOf && (
        <Freshness
          state={freshness.state}
          // What the server calls live was so when it answered.
          at={freshness.state === 'live' ? query.answeredAt : freshness.at}
          liveSeconds={LIVE_SECONDS}
        />
      )}
      {view !== undefined && !denied && props.sourceOf?.(view)}
      <CopyLink />
    </PageBar>
  );
  const states = { query, words, notFound };
  const body = () => {
    if (denied) {
      return (
        <PageState kind="denied" size="page" title={words.denied}>
          {words.deniedText}
        </PageState>
      );
    }
    if (view === undefined) {
      return query.failure && allowed === 'allowed' ? (
        <ViewStates {...states} />
      ) : (
        <Loading shape="page" rows={6} />
      );
    }
    return (
      <>
        {query.failure && <ViewStates {...states} kept />}
        {children(view)}
      </>
    );
  };
  return <Page bar={bar}>{body()}</Page>;
}

function Guarded<T>(props: PageFrameProps<T> & { permission: Permission }) {
  return <Frame {...props} allowed={useAllowed(props.permission)} />;
}

/**
 * The frame of each page: way to it, freshness, Copy link; then the view, or why there is none. A view
 * that once came stays on the screen while the service does not answer.
 */
export function PageFrame<T>(props: PageFrameProps<T>) {
  const { permission } = props;
  return permission ? (
    <Guarded {...props} permission={permission} />
  ) : (
    <Frame {...props} allowed="allowed" />
  );
}
