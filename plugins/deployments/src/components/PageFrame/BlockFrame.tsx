import { ReactNode } from 'react';
import { Loading, LoadingProps, PageState, PluginQuery } from '@textloom/ui';
import { deploymentsProposalReadPermission } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { ViewStates } from './ViewStates';

/** Properties of {@link BlockFrame}. */
export interface BlockFrameProps<T> {
  query: PluginQuery<T>;
  shape?: LoadingProps['shape'];
  children: (view: T) => ReactNode;
}

/** A block with a question of its own: loading, denied or failed by itself, while the page stays. */
export function BlockFrame<T>({ query, shape, children }: BlockFrameProps<T>) {
  const say = useSay();
  if (query.failure?.kind === 'denied') {
    return (
      <PageState kind="denied" title={say('states.denied')}>
        {say('states.deniedText', {
          permission: deploymentsProposalReadPermission.name,
        })}
      </PageState>
    );
  }
  if (query.data !== undefined) {
    return (
      <>
        {query.failure && <ViewStates query={query} kept />}
        {children(query.data)}
      </>
    );
  }
  return query.failure ? (
    <ViewStates query={query} size="card" />
  ) : (
    <Loading shape={shape} />
  );
}
