import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  DEPLOYMENTS_SIGNAL,
  DeploymentsSignal,
  Proposal,
  Release,
} from '@textloom/plugin-deployments-common';
import { ProposalChange } from '../../service/announcing';
import { newsOf, News } from './news';

/** Who can act next on a proposal, as references. */
export type NextActors = (proposal: Proposal) => Promise<readonly string[]>;

/** Tells browsers that something changed, and people what they can do or what became of what they asked for. */
export class Announcer {
  readonly #signals: Pick<SignalsService, 'publish'>;
  readonly #notifications: NotificationService;
  readonly #nextActors: NextActors;
  readonly #logger: LoggerService;

  constructor(options: {
    signals: Pick<SignalsService, 'publish'>;
    notifications: NotificationService;
    nextActors: NextActors;
    logger: LoggerService;
  }) {
    this.#signals = options.signals;
    this.#notifications = options.notifications;
    this.#nextActors = options.nextActors;
    this.#logger = options.logger;
  }

  release({ service }: Release): void {
    this.#signal({ service });
  }

  proposal(change: ProposalChange): void {
    const { id, service } = change.after;
    this.#signal({ proposal: id, service });
    for (const news of newsOf(change)) {
      this.#send(change, news).catch(error =>
        this.#logger.warn(`A notification was not sent: ${error}`),
      );
    }
  }

  #signal(message: DeploymentsSignal): void {
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: DEPLOYMENTS_SIGNAL,
        message,
      })
      .catch(error => this.#logger.warn(`A signal was not sent: ${error}`));
  }

  async #send(change: ProposalChange, news: News): Promise<void> {
    const { after, actor } = change;
    const entityRef =
      news.to === 'next' ? [...(await this.#nextActors(after))] : [...news.to];
    if (entityRef.length > 0) {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef, excludeEntityRef: actor },
        payload: payloadOf(after, news),
      });
    }
  }
}

/** One notification for each proposal and kind of news: the newer one takes the place of the older. */
function payloadOf(
  { id, service, environment, release }: Proposal,
  { title, description, severity, topic }: News,
): NotificationSendOptions['payload'] {
  return {
    title: `${service} ${release.version} → ${environment}: ${title}`,
    ...(description && { description }),
    link: `/deployments/proposals/${id}`,
    severity,
    topic: `deployments-${topic}`,
    scope: `deployments:${id}:${topic}`,
  };
}
