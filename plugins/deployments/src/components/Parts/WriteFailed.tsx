import { PageState } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { WriteFailure } from '../../hooks/useWrite';
import { NameOf } from '../../text/names';
import { ReasonList } from './ReasonList';

/** Why nothing was written: the server's reasons, or that it could not be asked. */
export function WriteFailed(props: { failure: WriteFailure; nameOf: NameOf }) {
  const { failure, nameOf } = props;
  const say = useSay();
  if (failure.kind === 'unreachable') {
    return <PageState kind="error" size="cell" title={say('states.notSent')} />;
  }
  const refused =
    failure.kind === 'denied' ||
    failure.reasons.length > 0 ||
    (failure.status ?? 500) < 500;
  return (
    <PageState
      kind="error"
      size="cell"
      title={say(refused ? 'states.refused' : 'states.errored')}
      requestId={failure.requestId}
    >
      {failure.reasons.length > 0 ? (
        <ReasonList
          label={say('states.refused')}
          reasons={failure.reasons}
          nameOf={nameOf}
        />
      ) : (
        <span lang="en">{failure.message}</span>
      )}
    </PageState>
  );
}
