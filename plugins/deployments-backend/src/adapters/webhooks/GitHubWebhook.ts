import { createHmac, timingSafeEqual } from 'node:crypto';
import { AuthenticationError, InputError } from '@backstage/errors';

const DELIVERY = /^[0-9A-Za-z-]{8,64}$/;

/** A delivery as it came in; nothing of it is believed yet. */
export interface Delivered {
  event: unknown;
  delivery: unknown;
  signature: unknown;
  /** The bytes that were signed. */
  body: Buffer;
}

/** `acted`: something was done. `seen`: the delivery came before. `ignored`: nothing follows from it. */
export type DeliveryOutcome = 'acted' | 'seen' | 'ignored';

/**
 * Deliveries of GitHub's webhooks. A push to the branch that the clusters follow is noticed at once instead of at the
 * next look; it carries no facts, which are read from the repository itself.
 */
export class GitHubWebhook {
  readonly #secret: string | undefined;
  readonly #branch: string | undefined;
  readonly #firstDelivery: (id: string) => Promise<boolean>;
  readonly #onPush: () => void;

  constructor(options: {
    /** Without it every delivery is refused. */
    secret?: string;
    /** Branch that the clusters follow. */
    branch?: string;
    /** Keeps an id; false when it was kept before. */
    firstDelivery: (id: string) => Promise<boolean>;
    onPush: () => void;
  }) {
    this.#secret = options.secret;
    this.#branch = options.branch;
    this.#firstDelivery = options.firstDelivery;
    this.#onPush = options.onPush;
  }

  /** @throws AuthenticationError when it is not signed with the secret; InputError when it is not GitHub's form. */
  async receive(delivered: Delivered): Promise<DeliveryOutcome> {
    this.#verify(delivered);
    const { delivery, event, body } = delivered;
    if (typeof delivery !== 'string' || !DELIVERY.test(delivery)) {
      throw new InputError('X-GitHub-Delivery must be the id of a delivery');
    }
    const payload = parsed(body);
    if (!(await this.#firstDelivery(delivery))) {
      return 'seen';
    }
    if (event === 'push' && payload.ref === `refs/heads/${this.#branch}`) {
      this.#onPush();
      return 'acted';
    }
    return 'ignored';
  }

  #verify({ signature, body }: Delivered): void {
    if (!this.#secret) {
      throw new AuthenticationError('Webhooks are not configured');
    }
    const expected = Buffer.from(
      `sha256=${createHmac('sha256', this.#secret).update(body).digest('hex')}`,
    );
    const given = Buffer.from(typeof signature === 'string' ? signature : '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new AuthenticationError('The delivery is not signed as agreed');
    }
  }
}

function parsed(body: Buffer): { ref?: unknown } {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    throw new InputError('The delivery is not JSON');
  }
}
