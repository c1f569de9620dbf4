import { useState } from 'react';
import { ActionButton, Surface } from '@textloom/ui';
import { Permission, ProposalView } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { imageChanges } from '../../presentation/settling';
import { reasonTexts } from '../../text/reasonText';
import { ChangeList } from '../Parts/ChangeList';
import parts from '../Parts/Parts.module.css';
import { AdoptDialog, RevertDialog } from './SettleDialogs';
import { BlockProps } from './useProposal';
import classes from './DecisionPanel.module.css';

function Images({ view }: { view: ProposalView }) {
  const say = useSay();
  const changes = imageChanges(view);
  if (!view.running && !view.proposal.adoption) {
    return <p className={parts.quiet}>{say('settle.notSeen')}</p>;
  }
  if (changes.length === 0) {
    return <p className={parts.quiet}>{say('settle.same')}</p>;
  }
  return (
    <div className={classes.since}>
      <ChangeList label={say('settle.images')} changes={changes} />
    </div>
  );
}

function Question(props: BlockProps) {
  const { view, nameOf, stale } = props;
  const say = useSay();
  const [asking, setAsking] = useState<'adopt' | 'revert'>();
  const { adopt, revert } = view.mine;
  const why = (permission: Permission) => {
    if (stale) return say('states.staleAct');
    if (permission.ok) return undefined;
    const texts = reasonTexts(permission.reasons, say, nameOf);
    return texts.join(say('sentences')) || say('states.refused');
  };
  const dialog = { ...props, onClose: () => setAsking(undefined) };
  return (
    <>
      <div className={classes.buttons}>
        <ActionButton
          label={say('settle.revert')}
          disabledReason={why(revert)}
          onPress={() => setAsking('revert')}
        />
        <ActionButton
          label={say('settle.adopt')}
          disabledReason={why(adopt)}
          onPress={() => setAsking('adopt')}
        />
      </div>
      {asking === 'adopt' && <AdoptDialog {...dialog} />}
      {asking === 'revert' && <RevertDialog {...dialog} />}
    </>
  );
}

/** What runs instead of what was approved, and what somebody makes of it; or has made of it. */
export function SettlePanel(props: BlockProps) {
  const { view, nameOf } = props;
  const say = useSay();
  const { adoption, divergence } = view.proposal;
  return (
    <Surface
      title={say(adoption ? 'settle.titleAdopted' : 'settle.title')}
      subtitle={
        divergence && say('settle.since', { age: say.age(divergence.at) })
      }
    >
      <div className={classes.body}>
        {adoption && (
          <>
            <p className={classes.line}>
              {say('settle.by', {
                who: nameOf(adoption.person),
                when: say.when(adoption.at),
              })}
            </p>
            <p className={parts.quiet} lang="und">
              {adoption.reason}
            </p>
          </>
        )}
        <Images view={view} />
        {!adoption && <Question {...props} />}
      </div>
    </Surface>
  );
}
