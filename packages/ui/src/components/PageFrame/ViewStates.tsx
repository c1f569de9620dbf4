import { PluginQuery } from '../../hooks/usePluginQuery';
import { PageState } from '../PageState/PageState';

/** What a plugin says when a view is missing or old, in the reader's language. */
export interface ViewWords {
  /** The reader may not see this. */
  denied: string;
  /** What would let the reader see it, and who gives it. */
  deniedText: string;
  /** The service does not answer and nothing was ever shown. */
  failed: string;
  /** What still works, what is missing. */
  failedText: string;
  /** The service does not answer; the last answer is still shown beneath. */
  failedKept: string;
}

/** What is said when the server knows no such thing, and where to go instead. */
export interface NotFoundWords {
  title: string;
  text: string;
  back: { label: string; href?: string };
}

/** Properties of {@link ViewStates}. */
export interface ViewStatesProps {
  query: PluginQuery<unknown>;
  words: ViewWords;
  notFound?: NotFoundWords;
  /** The last answer is still shown beneath. */
  kept?: boolean;
  /** Where it stands when nothing is kept; the page when absent. */
  size?: 'card' | 'page';
}

/** Why a view is missing or old: not there, or the service does not answer. */
export function ViewStates(props: ViewStatesProps) {
  const { query, words, notFound, kept, size = 'page' } = props;
  const { failure, retryAt, refresh } = query;
  if (failure?.kind === 'notFound' && notFound) {
    return (
      <PageState
        kind="notFound"
        size={kept ? 'card' : size}
        title={notFound.title}
        actions={notFound.back.href ? [notFound.back] : []}
      >
        {notFound.text}
      </PageState>
    );
  }
  return (
    <PageState
      kind={kept ? 'stale' : 'error'}
      size={kept ? 'card' : size}
      title={kept ? words.failedKept : words.failed}
      retryAt={retryAt}
      requestId={failure?.requestId}
      onRetry={refresh}
    >
      {kept ? undefined : words.failedText}
    </PageState>
  );
}
