import { ReactNode } from 'react';
import { Loading, PageState, PluginQuery } from '@textloom/ui';
import { clustersClusterReadPermission } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { NotFoundWords, ViewStates } from './ViewStates';

/** Properties of {@link BlockFrame}. */
export interface BlockFrameProps<T> {
  query: PluginQuery<T>;
  /** Rows that usually come, for the shape while loading. */
  rows?: number;
  /** What is said when the server knows no such thing. */
  notFound?: NotFoundWords;
  children: (view: T) => ReactNode;
}

/** A block with a question of its own: loading, denied or failed by itself, while the page stays. */
export function BlockFrame<T>(props: BlockFrameProps<T>) {
  const { query, rows = 4, notFound, children } = props;
  const say = useSay();
  if (query.failure?.kind === 'denied') {
    return (
      <PageState kind="denied" title={say('states.denied')}>
        {say('states.deniedText', {
          permission: clustersClusterReadPermission.name,
        })}
      </PageState>
    );
  }
  if (query.data !== undefined) {
    return (
      <>
        {query.failure && <ViewStates query={query} notFound={notFound} kept />}
        {children(query.data)}
      </>
    );
  }
  return query.failure ? (
    <ViewStates query={query} notFound={notFound} size="card" />
  ) : (
    <Loading shape="card" rows={rows} />
  );
}
