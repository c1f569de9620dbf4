import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  Drill,
  Priority,
  RESTORE_DRILLS_SIGNAL,
  RestoreDrillsSignal,
  wordsOf,
} from '@textloom/plugin-restore-drills-common';
import { DrillChange } from '../../service/DrillsStore';
import { Alarm } from '../../tasks/OverdueAlarm';

type Payload = NotificationSendOptions['payload'];

const SEVERITIES: Record<Priority, NonNullable<Payload['severity']>> = {
  P0: 'critical',
  P1: 'high',
  P2: 'normal',
};
const WORDS = wordsOf('en');

/** Tells browsers that something changed, and people what became of drills. */
export class Announcer {
  readonly #signals: Pick<SignalsService, 'publish'>;
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;

  constructor(options: {
    signals: Pick<SignalsService, 'publish'>;
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#signals = options.signals;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** A drill has gone on. */
  changed({ drill, events }: DrillChange): void {
    this.signal({ drill: drill.id, store: drill.store.id });
    if (events.some(({ type }) => type === 'finished')) {
      const payload = outcomeOf(drill);
      this.#send(recipientsOf(drill), payload).catch(error =>
        this.#logger.warn(`A notification was not sent: ${error}`),
      );
    }
  }

  signal(message: RestoreDrillsSignal): void {
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: RESTORE_DRILLS_SIGNAL,
        message,
      })
      .catch(error => this.#logger.warn(`A signal was not sent: ${error}`));
  }

  /** A plan is overdue. @throws when it cannot be sent. */
  async overdue({ store, plan, overdue }: Alarm): Promise<void> {
    const { priority, reason } = overdue;
    await this.#send([store.owner].filter(isEntity), {
      title: `${priority}: ${store.title}, ${WORDS.scenarios[plan.scenario]}`,
      description: WORDS.overdue[reason],
      link: `/restore-drills/plans/${plan.id}`,
      severity: SEVERITIES[priority],
      topic: 'restore-drills-overdue',
      scope: `restore-drills:${plan.id}:overdue`,
    });
  }

  async #send(entityRef: string[], payload: Payload): Promise<void> {
    if (entityRef.length > 0) {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef },
        payload,
      });
    }
  }
}

/** Who started it hears of every end; the owner of what did not go well. */
function recipientsOf({ startedBy, store, outcome }: Drill): string[] {
  const isFine =
    outcome?.kind === 'cancelled' ||
    (outcome?.kind === 'verdict' && outcome.verdict === 'PASS');
  return [
    ...new Set([startedBy, ...(isFine ? [] : [store.owner])].filter(isEntity)),
  ];
}

function outcomeOf({ id, store, plan, outcome }: Drill): Payload {
  const [problem] =
    outcome && outcome.kind !== 'cancelled' ? outcome.problems : [];
  const isBad =
    outcome?.kind === 'verdict' &&
    (outcome.verdict === 'FAIL' || outcome.verdict === 'INVALID');
  return {
    title: `${store.title}, ${WORDS.scenarios[plan.scenario]}: ${
      outcome ? WORDS.outcome(outcome) : ''
    }`,
    ...(problem && { description: WORDS.problem(problem).what }),
    link: `/restore-drills/drills/${id}`,
    severity: isBad ? SEVERITIES[store.priority] : 'low',
    topic: 'restore-drills-outcome',
    scope: `restore-drills:${id}:outcome`,
  };
}

/** Services and the portal itself read no notifications. */
function isEntity(ref: string | undefined): ref is string {
  return ref !== undefined && /^(user|group):[^/]+\/.+$/.test(ref);
}
