import { Since, StatusLabel, Surface } from '@textloom/ui';
import {
  SourceName,
  SourceProblem,
  SourceStatus,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { sourceIntent } from '../../presentation/intents';
import { Message, message } from '../../text/message';
import classes from './Sources.module.css';

/** What the reader can do about a source; nothing where it follows from the API server. */
function helpOf(status: SourceStatus): Message[] {
  const { source, state } = status;
  const helps =
    source === 'api' ||
    state === 'unconfigured' ||
    state === 'denied' ||
    (state === 'absent' && source === 'metrics');
  return helps ? [message(`sourceHelp.${source}`)] : [];
}

const OUTSIDE: SourceName[] = ['prometheus', 'alertmanager', 'eks'];

function problemOf(source: SourceName, problem: SourceProblem): Message {
  return OUTSIDE.includes(source)
    ? message(`outsideProblem.${problem}`, {
        source: message(`source.${source}`),
      })
    : message(`problem.${problem}`);
}

function SourceRow(props: { status: SourceStatus; api?: SourceStatus }) {
  const say = useSay();
  const { source, state, problem, at } = props.status;
  const told = source !== 'api' && problem === props.api?.problem;
  const words = [
    ...(problem && !told ? [problemOf(source, problem)] : []),
    ...(state === 'live' || state === 'connecting' ? [] : helpOf(props.status)),
  ];
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <span className={classes.name}>{say(`source.${source}`)}</span>
        <StatusLabel intent={sourceIntent(state)}>
          {say(`sourceState.${state}`)}
        </StatusLabel>
        {state !== 'live' && at && (
          <span className={classes.age}>
            <Since at={at} ago />
          </span>
        )}
      </div>
      {words.length > 0 && (
        <p className={classes.help}>{say.sentences(words)}</p>
      )}
    </li>
  );
}

/** Properties of {@link SourcesCard}. */
export interface SourcesCardProps {
  sources: SourceStatus[];
}

/** Where the facts come from, which of them are missing, and how to connect those. */
export function SourcesCard({ sources }: SourcesCardProps) {
  const say = useSay();
  const missing = sources.filter(
    ({ state }) => state !== 'live' && state !== 'unconfigured',
  ).length;
  const api = sources.find(status => status.source === 'api');
  const subtitle = () => {
    if (sources.length === 0) return say('sources.none');
    return missing > 0
      ? say('sources.partial', { count: missing })
      : say('sources.allLive');
  };
  return (
    <Surface title={say('sources.title')} subtitle={subtitle()}>
      <ul className={classes.list}>
        {sources.map(status => (
          <SourceRow key={status.source} status={status} api={api} />
        ))}
      </ul>
    </Surface>
  );
}
