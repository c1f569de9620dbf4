import { ActionButton } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { levelName } from '../../presentation/ladder';
import { reasonTexts } from '../../text/reasonText';
import { WriteFailed } from '../Parts/WriteFailed';
import { BlockProps } from './useProposal';
import classes from './DecisionPanel.module.css';

/** The reader's own vote that counts, and the way to take it back. */
export function OwnVote(props: BlockProps & { decision: string }) {
  const { view, nameOf, decision, stale, onChange } = props;
  const say = useSay();
  const { pending, failure, run } = useWrite(
    (api, options, vote: string) =>
      api.withdrawVote(view.proposal.id, vote, options),
    { onDone: onChange, onRefused: onChange },
  );
  const own = view.proposal.decisions.find(({ id }) => id === decision);
  if (!own) return null;
  const { takeBack } = view.mine;
  const whyNot = () => {
    if (stale) return say('states.staleAct');
    if (!takeBack || takeBack.ok) return undefined;
    const texts = reasonTexts(takeBack.reasons, say, nameOf);
    return texts.join(say('sentences')) || say('states.refused');
  };
  const level = view.levels.find(({ index }) => index === own.level);
  return (
    <>
      <p className={classes.line}>
        {say('decide.voted', {
          level: level
            ? levelName(level, say, 'inside')
            : say('levelShort', { number: own.level + 1 }),
          when: say.when(own.at),
        })}
      </p>
      {failure && <WriteFailed failure={failure} nameOf={nameOf} />}
      <ActionButton
        label={say('decide.takeBack')}
        pendingLabel={pending ? say('decide.takingBack') : undefined}
        disabledReason={whyNot()}
        onPress={() => run(decision)}
      />
    </>
  );
}
