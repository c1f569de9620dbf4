import { ReactNode } from 'react';
import { PluginQuery } from '../../hooks/usePluginQuery';
import { Loading, LoadingProps } from '../PageState/Loading';
import { PageState } from '../PageState/PageState';
import { NotFoundWords, ViewStates, ViewWords } from './ViewStates';

/** Properties of {@link BlockFrame}. */
export interface BlockFrameProps<T> {
  query: PluginQuery<T>;
  words: ViewWords;
  /** What usually comes, for the shape while loading. */
  shape?: LoadingProps['shape'];
  rows?: number;
  /** What is said when the server knows no such thing. */
  notFound?: NotFoundWords;
  children: (view: T) => ReactNode;
}

/** A block with a question of its own: loading, denied or failed by itself, while the page stays. */
export function BlockFrame<T>(props: BlockFrameProps<T>) {
  const { query, words, shape, rows = 4, notFound, children } = props;
  if (query.failure?.kind === 'denied') {
    return (
      <PageState kind="denied" title={words.denied}>
        {words.deniedText}
      </PageState>
    );
  }
  const states = { query, words, notFound };
  if (query.data !== undefined) {
    return (
      <>
        {query.failure && <ViewStates {...states} kept />}
        {children(query.data)}
      </>
    );
  }
  return query.failure ? (
    <ViewStates {...states} size="card" />
  ) : (
    <Loading shape={shape} rows={rows} />
  );
}
