import { Ladder, Surface, TextLink } from '@textloom/ui';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { ladderOf, ladderRungs } from '../../presentation/ladder';
import { proposalVerdict } from '../../presentation/proposalVerdict';
import { ReasonList } from '../Parts/ReasonList';
import { BlockProps, isMoving, isWaiting } from './useProposal';
import classes from './ProposalPage.module.css';

/** The page's answer: how far it is and what it waits for, with the way to all traffic. */
export function LadderCard({ view, nameOf }: BlockProps) {
  const say = useSay();
  const links = useLinks();
  const { proposal } = view;
  const { sentence } = proposalVerdict(view, say, nameOf);
  const reasons = isMoving(view)
    ? proposal.execution?.waitingFor ?? []
    : proposal.reasons;
  const newer = proposal.supersededBy && links.proposal(proposal.supersededBy);
  return (
    <Surface>
      <div className={classes.ladder}>
        <div role="status">
          <h3 className={classes.sentence}>{sentence}</h3>
          {isWaiting(view) && (
            <p className={classes.detail}>
              {say('verdict.expires', { when: say.when(proposal.expiresAt) })}
            </p>
          )}
          {newer && (
            <p className={classes.detail}>
              <TextLink href={newer}>{say('verdict.newer')}</TextLink>
            </p>
          )}
          <ReasonList label={sentence} reasons={reasons} nameOf={nameOf} />
        </div>
        <Ladder
          label={say('ladder.label')}
          rungs={ladderRungs(ladderOf(view), say)}
        />
      </div>
    </Surface>
  );
}
