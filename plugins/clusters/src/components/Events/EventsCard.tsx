import { ActionButton, Surface, TextLink, Timeline } from '@textloom/ui';
import {
  EventFacts,
  workloadKindSchema,
} from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useQueryParam } from '../../hooks/useQueryParam';
import { useSay } from '../../hooks/useSay';
import { shortNodeName } from '../../text/names';
import classes from './Events.module.css';

const FIRST = 6;

function EventSentence({
  cluster,
  event,
}: {
  cluster: string;
  event: EventFacts;
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
  const newest = [...events].sort((a, b) => b.at.localeCompare(a.at));
  const shown = all === 'all' ? newest : newest.slice(0, FIRST);
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
          items={shown.map(event => ({
            id: event.uid,
            at: event.at,
            intent: event.type === 'Warning' ? 'caution' : 'unknown',
            sentence: <EventSentence cluster={cluster} event={event} />,
            quote: event.message || undefined,
          }))}
        />
      )}
      {newest.length > shown.length && (
        <ActionButton
          variant="tertiary"
          label={say('events.showAll', { count: newest.length })}
          onPress={() => setAll('all')}
        />
      )}
    </Surface>
  );
}
