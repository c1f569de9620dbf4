import { PageState } from '@textloom/ui';
import { SourceStateView } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { message } from '../../text/message';

/** Systems beside the cluster itself that views come from. */
export type OutsideSource = 'prometheus' | 'alertmanager' | 'eks';

/** Properties of {@link SourceNote}. */
export interface SourceNoteProps {
  source: OutsideSource;
  status: SourceStateView;
}

/** Why a view of another system is missing or old, and how to connect it; nothing while it is live. */
export function SourceNote({ source, status }: SourceNoteProps) {
  const say = useSay();
  const { state, problem } = status;
  if (state === 'live') return null;
  const name = { source: message(`source.${source}`) };
  const why = problem && say(`outsideProblem.${problem}`, name);
  switch (state) {
    case 'stale':
      return (
        <PageState kind="stale" size="cell" title={say('view.stale', name)}>
          {why}
        </PageState>
      );
    case 'unconfigured':
    case 'absent':
      return (
        <PageState
          kind="empty"
          size="cell"
          title={say('view.unconfigured', name)}
        >
          {say(`sourceHelp.${source}`)}
        </PageState>
      );
    case 'connecting':
      return (
        <PageState
          kind="empty"
          size="cell"
          title={say('view.connecting', name)}
        />
      );
    default:
      return (
        <PageState kind="error" size="cell" title={say('view.failed', name)}>
          {why}
        </PageState>
      );
  }
}
