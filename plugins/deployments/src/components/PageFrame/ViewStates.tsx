import { PageState, PluginQuery } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';

/** What is said when the server knows no such thing, and where to go instead. */
export interface NotFoundWords {
  title: string;
  text: string;
  back: { label: string; href?: string };
}

/** Properties of {@link ViewStates}. */
export interface ViewStatesProps {
  query: PluginQuery<unknown>;
  notFound?: NotFoundWords;
  /** The last answer is still shown beneath. */
  kept?: boolean;
  /** Where it stands when nothing is kept; the page when absent. */
  size?: 'card' | 'page';
}

/** Why a view is missing or old: not there, or the service does not answer. */
export function ViewStates(props: ViewStatesProps) {
  const { query, notFound, kept, size = 'page' } = props;
  const say = useSay();
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
      title={say(kept ? 'states.failedKept' : 'states.failed')}
      retryAt={retryAt}
      requestId={failure?.requestId}
      onRetry={refresh}
    >
      {kept ? undefined : say('states.failedText')}
    </PageState>
  );
}
