import { HOUR } from '@textloom/kernel';
import {
  Exposure,
  ExposureHour,
  exposureHours,
} from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { lock } from './locks';

const TABLE = 'exposures';
/** Of an hour; more than one a minute are not taken. */
const MAX_SAMPLES = 120;

type Sample = [at: number, ms: number];

/** Samples of how much would be lost, an hour in a row. */
export class Exposures {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async add(store: string, at: number, ms: number): Promise<void> {
    const hour = Math.floor(at / HOUR) * HOUR;
    await this.#database.transaction(async transaction => {
      await lock(transaction, `exposure:${store}`);
      const row = await transaction(TABLE).where({ store, hour }).first();
      const samples: Sample[] = row ? JSON.parse(row.samples) : [];
      samples.push([at, ms]);
      await transaction(TABLE)
        .insert({
          store,
          hour,
          samples: JSON.stringify(samples.slice(-MAX_SAMPLES)),
        })
        .onConflict(['store', 'hour'])
        .merge();
    });
  }

  async newest(store: string): Promise<Exposure | undefined> {
    const row = await this.#database(TABLE)
      .where({ store })
      .orderBy('hour', 'desc')
      .first('samples');
    const samples: Sample[] = row ? JSON.parse(row.samples) : [];
    const last = samples[samples.length - 1];
    return last && { at: last[0], ms: last[1] };
  }

  async hours(store: string, from: number): Promise<ExposureHour[]> {
    const rows: { samples: string }[] = await this.#database(TABLE)
      .where({ store })
      .andWhere('hour', '>', from - HOUR)
      .orderBy('hour')
      .select('samples');
    return exposureHours(
      rows.flatMap(({ samples }) =>
        (JSON.parse(samples) as Sample[]).map(([at, ms]) => ({ at, ms })),
      ),
    );
  }
}
