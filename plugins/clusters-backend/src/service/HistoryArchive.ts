import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  HistoryQuery,
  HistoryView,
  historyView,
} from '@textloom/plugin-clusters-common';
import { Time } from '../time/Time';
import { within } from '../time/within';
import { HistoryConnection } from './HistoryConnection';
import { HistoryReader, StoredHistory } from './HistoryStore';

/** A reader waits this long for the database. */
const ANSWER_MS = 10_000;

/** What the archive needs. */
export interface HistoryArchiveOptions {
  connection: HistoryConnection;
  time: Time;
  logger: LoggerService;
}

/** {@link HistoryReader} over the store. */
export class HistoryArchive implements HistoryReader {
  readonly #options: HistoryArchiveOptions;

  constructor(options: HistoryArchiveOptions) {
    this.#options = options;
  }

  async read(cluster: string, query: HistoryQuery): Promise<HistoryView> {
    const { time, logger } = this.#options;
    const { group } = query;
    const from = Date.parse(query.from);
    const to = Date.parse(query.to);
    try {
      const rows = this.#rows(cluster, { from, to, group: group ?? '' });
      return historyView(await within(time, ANSWER_MS, rows), {
        cluster,
        group,
        from,
        to,
        now: time.now(),
      });
    } catch (error) {
      logger.warn(`The history of cluster ${cluster} cannot be read: ${error}`);
      throw new ServiceUnavailableError('The history cannot be read now');
    }
  }

  async #rows(
    cluster: string,
    range: { from: number; to: number; group: string },
  ): Promise<StoredHistory> {
    const store = await this.#options.connection.open();
    return store.read(cluster, range);
  }
}
