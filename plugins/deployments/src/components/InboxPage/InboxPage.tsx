import {
  PageTitle,
  StatusLabel,
  Surface,
  TextLink,
  Verdict,
} from '@textloom/ui';
import {
  InboxItem,
  InboxView,
  ProposalSummary,
} from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { levelName } from '../../presentation/ladder';
import { Say } from '../../text/say';
import { PageFrame } from '../PageFrame/PageFrame';
import { ChangeList } from '../Parts/ChangeList';
import { StateLabel } from '../Parts/StateLabel';
import parts from '../Parts/Parts.module.css';
import classes from './InboxPage.module.css';

function nameOf(proposal: ProposalSummary, say: Say): string {
  return say('proposal.name', {
    service: proposal.service,
    version: proposal.version,
    environment: proposal.environment,
  });
}

function Title({
  proposal,
  text,
}: {
  proposal: ProposalSummary;
  text: string;
}) {
  const href = useLinks().proposal(proposal.id);
  return (
    <h4 className={classes.title}>
      {href ? <TextLink href={href}>{text}</TextLink> : text}
    </h4>
  );
}

function Waiting({ item }: { item: InboxItem }) {
  const say = useSay();
  const { proposal, why, level, levelName: name, delta, deadline } = item;
  const seat =
    level === undefined
      ? say('unknownValue')
      : levelName(
          { index: level, name: name ?? say('unknownValue') },
          say,
          'inside',
        );
  return (
    <li>
      <Title
        proposal={proposal}
        text={say(`inboxPage.question.${why}`, { name: nameOf(proposal, say) })}
      />
      <p className={parts.quiet}>
        {say(
          proposal.state === 'NeedsHuman' && why === 'adopt'
            ? 'inboxPage.why.stuck'
            : `inboxPage.why.${why}`,
          { level: seat },
        )}
      </p>
      {why === 'reaffirm' && delta ? (
        <div className={classes.delta}>
          <ChangeList label={say('decide.since')} changes={delta} />
        </div>
      ) : (
        <p className={parts.quiet}>
          {say('changesCount', { count: item.changes })}
        </p>
      )}
      <p className={classes.foot}>
        <StateLabel state={proposal.state} weight={proposal.weight} />
        {deadline !== undefined && (
          <span>{say('inboxPage.deadline', { when: say.when(deadline) })}</span>
        )}
      </p>
    </li>
  );
}

function Asked({ proposal }: { proposal: ProposalSummary }) {
  const say = useSay();
  return (
    <li>
      <Title proposal={proposal} text={nameOf(proposal, say)} />
      <p className={classes.foot}>
        <StateLabel state={proposal.state} weight={proposal.weight} />
        {proposal.level && <span>{proposal.level}</span>}
        <span>
          {say('inboxPage.requested', { when: say.when(proposal.requestedAt) })}
        </span>
      </p>
    </li>
  );
}

function Lists({ view }: { view: InboxView }) {
  const say = useSay();
  const { waiting, asked } = view;
  return (
    <>
      <Verdict
        intent={waiting.length > 0 ? 'waiting' : 'planned'}
        sentence={
          waiting.length > 0
            ? say('inboxPage.some', { count: waiting.length })
            : say('inboxPage.nothing')
        }
      />
      <div className={classes.lists}>
        <Surface
          flush
          title={say('inboxPage.waiting')}
          action={
            waiting.length > 0 && (
              <StatusLabel intent="waiting">{waiting.length}</StatusLabel>
            )
          }
        >
          {waiting.length === 0 && (
            <p className={parts.none}>{say('inboxPage.none')}</p>
          )}
          <ul className={parts.rows}>
            {waiting.map(item => (
              <Waiting key={`${item.proposal.id} ${item.why}`} item={item} />
            ))}
          </ul>
        </Surface>
        <Surface flush title={say('inboxPage.asked')}>
          {asked.length === 0 && (
            <p className={parts.none}>{say('inboxPage.noneAsked')}</p>
          )}
          <ul className={parts.rows}>
            {asked.map(proposal => (
              <Asked key={proposal.id} proposal={proposal} />
            ))}
          </ul>
        </Surface>
      </div>
    </>
  );
}

/** What waits for the reader, and what the reader waits for. */
export function InboxPage() {
  const say = useSay();
  const links = useLinks();
  const query = useView({ key: ['inbox'], load: api => api.getInbox() });
  return (
    <PageFrame
      crumbs={[
        { label: say('deployments'), href: links.board() },
        { label: say('inbox.title') },
      ]}
      query={query}
    >
      {view => (
        <>
          <PageTitle name={say('inbox.title')} />
          <Lists view={view} />
        </>
      )}
    </PageFrame>
  );
}
