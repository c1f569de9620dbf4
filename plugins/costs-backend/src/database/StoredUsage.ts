import { UsageDay } from '@textloom/plugin-costs-common';
import { CostsStore, UsageSource } from '../service/ports';
import { markOf, usageDays } from '../service/usageDays';

/** Usage that the sampler has added up in the store. */
export class StoredUsage implements UsageSource {
  readonly #store: Pick<CostsStore, 'usage'>;

  constructor(store: Pick<CostsStore, 'usage'>) {
    this.#store = store;
  }

  async days(from: string, to: string): Promise<Map<string, UsageDay>> {
    return usageDays(await this.#store.usage(from, to));
  }

  async mark(from: string, to: string): Promise<string> {
    return markOf(await this.days(from, to));
  }
}
