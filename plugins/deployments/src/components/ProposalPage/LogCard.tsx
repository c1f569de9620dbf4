import {
  ActionButton,
  StatusLabel,
  Surface,
  Timeline,
  TimelineItem,
  useQueryParam,
} from '@textloom/ui';
import {
  LoggedEvent,
  LogVerification,
} from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { wordMessages } from '../../messages/words';
import { levelName } from '../../presentation/ladder';
import { eventLine } from '../../text/eventText';
import { reasonTexts } from '../../text/reasonText';
import { Say } from '../../text/say';
import { BlockProps } from './useProposal';
import classes from './LogCard.module.css';

const NEWEST = 10;

function commandWords(command = '', say: Say): string {
  return Object.hasOwn(wordMessages.command, command)
    ? say(`command.${command as keyof typeof wordMessages.command}`)
    : command;
}

function item(
  logged: LoggedEvent,
  { view, nameOf }: BlockProps,
  say: Say,
): TimelineItem {
  const line = eventLine(logged);
  const level = view.levels.find(({ index }) => index === line.level);
  const reasons = reasonTexts(line.reasons ?? [], say, nameOf);
  return {
    id: String(logged.sequence),
    at: new Date(logged.at).toISOString(),
    intent: line.intent,
    sentence: say(line.key, {
      ...line.params,
      who: nameOf(logged.actor),
      command: commandWords(line.command, say),
      level: level
        ? levelName(level, say, 'inside')
        : say('levelShort', { number: (line.level ?? 0) + 1 }),
    }),
    detail: line.code ? (
      <code>{line.code}</code>
    ) : (
      reasons.join(say('sentences')) || undefined
    ),
    quote: line.quote,
    end: (
      <span title={logged.hash}>
        {logged.sequence} · {logged.hash.slice(0, 8)}
      </span>
    ),
  };
}

function Verification({ of }: { of: LogVerification }) {
  const say = useSay();
  if (of.state === 'broken') {
    return (
      <div className={classes.foot}>
        <StatusLabel intent="invalid">
          {say('log.broken', { sequence: of.sequence })}
        </StatusLabel>
        <span lang="en">{of.message}</span>
      </div>
    );
  }
  return (
    <div className={classes.foot}>
      <StatusLabel intent="positive">
        {say('log.verified', { when: say.exactly(of.at) })}
      </StatusLabel>
      <span>
        {of.checkpointAt === undefined
          ? say('log.noCheckpoint')
          : say('log.checkpoint', { when: say.exactly(of.checkpointAt) })}
      </span>
    </div>
  );
}

/** What happened, newest first; each row carries its hash, and the foot says whether the chain holds. */
export function LogCard(props: BlockProps) {
  const { log, verification } = props.view;
  const say = useSay();
  const [which, setWhich] = useQueryParam('log');
  const all = which === 'all';
  const newest = [...log].sort((a, b) => b.sequence - a.sequence);
  const shown = all ? newest : newest.slice(0, NEWEST);
  return (
    <Surface
      title={say('log.title')}
      action={
        log.length > NEWEST && (
          <ActionButton
            variant="tertiary"
            label={
              all ? say('log.fewer') : say('log.all', { count: log.length })
            }
            onPress={() => setWhich(all ? '' : 'all')}
          />
        )
      }
      footer={<Verification of={verification} />}
    >
      <Timeline
        day
        seconds
        label={say('log.label')}
        items={shown.map(logged => item(logged, props, say))}
      />
    </Surface>
  );
}
