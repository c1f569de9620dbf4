import {
  ActionButton,
  Surface,
  TextLink,
  Timeline,
  useQueryParam,
} from '@textloom/ui';
import {
  EventFacts,
  workloadKindSchema,
} from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { EventGroup, groupedEvents } from '../../presentation/events';
import { shortNodeName } from '../../text/names';
import classes from './Events.module.css';

const FIRST = 6;

function EventSentence({
  cluster,
  group: { event, others },
}: {
  cluster: string;
  group: EventGroup;
}) {
  const say = useSay();
  const links = useLinks();
  const { kind, name, namespace } = event.object;
  const workloadKind = workloadKindSchema.safeParse(kind).data;
  const owner = workloadKind &&
    namespace && { kind: workloadKind, namespace, name };
  const href =
    (kind === 'Node' && links.node(cluster, name)) ||
    (owner && links.workload(cluster, owner));
  return (
    <>
      <span lang="en">{event.reason}</span>{' '}
      {href ? (
        <TextLink href={href} title={name}>
          {shortNodeName(name)}
        </TextLink>
      ) : (
        name
      )}
      {event.count > 1 && (
        <span className={classes.times}>
          {' '}
          {say('events.times', { count: event.count })}
        </span>
      )}
      {others > 0 && (
        <span className={classes.times}>
          {' '}
          {say('events.others', { count: others })}
        </span>
      )}
    </>
  );
}

/** Properties of {@link EventsCard}. */
export interface EventsCardProps {
  cluster: string;
  events: EventFacts[];
  /** Where the longer past is told. */
  history?: string;
  /** Whether the events' source is live; if not, an empty list proves nothing. */
  known: boolean;
}

/** What Kubernetes warned of, newest first, in its own words. */
export function EventsCard(props: EventsCardProps) {
  const { cluster, events, known, history } = props;
  const say = useSay();
  const [all, setAll] = useQueryParam('events');
  const groups = groupedEvents(events);
  const shown = all === 'all' ? groups : groups.slice(0, FIRST);
  return (
    <Surface
      title={say('events.title')}
      subtitle={say('events.subtitle')}
      action={
        history && <TextLink href={history}>{say('events.history')}</TextLink>
      }
    >
      {events.length === 0 ? (
        <p className={classes.none}>
          {say(known ? 'events.none' : 'events.unknown')}
        </p>
      ) : (
        <Timeline
          label={say('events.title')}
          items={shown.map(({ event, others }) => ({
            id: event.uid,
            at: event.at,
            intent: event.type === 'Warning' ? 'caution' : 'unknown',
            sentence: (
              <EventSentence cluster={cluster} group={{ event, others }} />
            ),
            quote: event.message || undefined,
          }))}
        />
      )}
      {groups.length > shown.length && (
        <ActionButton
          variant="tertiary"
          label={say('events.showAll', { count: groups.length })}
          onPress={() => setAll('all')}
        />
      )}
    </Surface>
  );
}
