import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Decimal, decimalToNumber } from '@textloom/kernel';
import { COSTS_SIGNAL, CostsSignal } from '@textloom/plugin-costs-common';
import { DueBudgetAlert } from '../../tasks/Review';

/** Tells browsers that figures may have changed, and people what became of budgets. */
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

  /** Carries no figure: who may read them fetches them. */
  signal(message: CostsSignal): void {
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: COSTS_SIGNAL,
        message,
      })
      .catch(error => this.#logger.warn(`A signal was not sent: ${error}`));
  }

  /** @throws when it cannot be sent. */
  async budget(alert: DueBudgetAlert): Promise<void> {
    const { budget, month, threshold, kind, recipient } = alert;
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: [recipient] },
      payload: {
        title: titleOf(alert),
        ...(budget.remedy && { description: budget.remedy }),
        link: `/costs/budgets?month=${month}`,
        severity: threshold >= 100 ? 'high' : 'normal',
        topic: 'costs-budget',
        scope: `costs:${budget.id}:${month}:${kind}:${threshold}`,
      },
    });
    this.signal({ budget: budget.id });
  }
}

function titleOf(alert: DueBudgetAlert): string {
  const { budget, month, threshold, kind, spent, forecast = 0n } = alert;
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: budget.currency,
    currencyDisplay: 'narrowSymbol',
  });
  const shown = (amount: Decimal) => money.format(decimalToNumber(amount));
  const amount = money.format(Number(budget.amount));
  return kind === 'forecast'
    ? `${budget.name}: ${month} will cost ${shown(forecast)} of ${amount}`
    : `${budget.name}: ${threshold}% of ${amount} reached, ${shown(
        spent,
      )} in ${month}`;
}
