import { useParams } from 'react-router-dom';
import { CopyText, PageTitle } from '@textloom/ui';
import { isUnsettled, ProposalView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { NameOf, shortHash } from '../../text/names';
import { Say } from '../../text/say';
import { PageFrame } from '../PageFrame/PageFrame';
import { StateLabel } from '../Parts/StateLabel';
import { CanaryCard } from './CanaryCard';
import { ChangesCard } from './ChangesCard';
import { CommentsCard } from './CommentsCard';
import { DecisionPanel } from './DecisionPanel';
import { GatesCard } from './GatesCard';
import { LadderCard } from './LadderCard';
import { LogCard } from './LogCard';
import { ReviewCard } from './ReviewCard';
import { SettlePanel } from './SettlePanel';
import { useControls } from './useControls';
import { BlockProps, useNameOf, useProposal } from './useProposal';
import classes from './ProposalPage.module.css';

function facts(view: ProposalView, nameOf: NameOf, say: Say) {
  const { proposal } = view;
  const { version } = proposal.baseline ?? {};
  return [
    proposal.baseline
      ? say('proposal.from', { version: version ?? say('unknownValue') })
      : say('proposal.fromNothing'),
    say('proposal.requested', {
      who: nameOf(proposal.requestedBy),
      when: say.when(proposal.requestedAt),
    }),
    <CopyText
      key="fingerprint"
      text={proposal.fingerprint.approval}
      shown={`φ ${shortHash(proposal.fingerprint.approval)}`}
    />,
    say('proposal.policy', { version: shortHash(proposal.policyVersion) }),
    ...(proposal.rollbackOf ? [say('proposal.rollback')] : []),
  ];
}

function Blocks(props: Omit<BlockProps, 'nameOf'>) {
  const { view } = props;
  const { proposal } = view;
  const say = useSay();
  const nameOf = useNameOf(view);
  const block = { ...props, nameOf };
  const controls = useControls(block);
  return (
    <>
      <PageTitle
        name={say('proposal.name', {
          service: proposal.service,
          version: proposal.release.version,
          environment: proposal.environment,
        })}
        status={
          <StateLabel
            variant="chip"
            state={proposal.state}
            weight={proposal.execution?.weight}
            paused={proposal.execution?.pausedBy !== undefined}
          />
        }
        facts={facts(view, nameOf, say)}
        actions={controls.actions}
      />
      <LadderCard {...block} />
      <div className={classes.columns}>
        <div className={classes.side}>
          {isUnsettled(proposal.state) || proposal.adoption ? (
            <SettlePanel {...block} />
          ) : (
            <DecisionPanel {...block} />
          )}
          {proposal.breakGlass && <ReviewCard {...block} />}
        </div>
        <div className={classes.main}>
          <CanaryCard {...block} />
          <ChangesCard changes={proposal.changes} release={proposal.release} />
          <GatesCard
            gates={view.gates}
            freeze={view.freeze}
            nextFreeze={view.nextFreeze}
          />
          <CommentsCard {...block} />
          <LogCard {...block} />
        </div>
      </div>
      {controls.dialog}
    </>
  );
}

/** One proposal: how far it is, what it waits for, what runs, and the reader's decision. */
export function ProposalPage() {
  const { proposal: id = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useProposal(id);
  const { release, service } = query.data?.proposal ?? {};
  const label = release ? `${service} ${release.version}` : say('unknownValue');
  return (
    <PageFrame
      crumbs={[{ label: say('deployments'), href: links.board() }, { label }]}
      query={query}
      notFound={{
        title: say('proposal.notFound'),
        text: say('proposal.notFoundText'),
        back: { label: say('proposal.back'), href: links.board() },
      }}
    >
      {view => (
        <Blocks
          view={view}
          stale={query.failure !== undefined}
          onChange={query.refresh}
        />
      )}
    </PageFrame>
  );
}
