import { CHAIN_START } from '@textloom/kernel';
import { EvidenceFile } from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { lock } from './locks';

const TABLE = 'evidence';

/** Evidence of all drills, one chain. */
export class EvidenceChain {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  append(
    drill: string,
    build: (place: { number: number; previousHash: string }) => EvidenceFile,
  ): Promise<EvidenceFile> {
    return this.#database.transaction(async transaction => {
      await lock(transaction, 'evidence');
      const there = await transaction(TABLE).where({ drill }).first('body');
      if (there) {
        return JSON.parse(there.body);
      }
      const last = await transaction(TABLE)
        .orderBy('number', 'desc')
        .first('number', 'hash');
      const place = {
        number: Number(last?.number ?? 0) + 1,
        previousHash: last?.hash ?? CHAIN_START,
      };
      const file = build(place);
      await transaction(TABLE).insert({
        number: place.number,
        drill,
        previous_hash: place.previousHash,
        hash: file.hash,
        body: JSON.stringify(file),
      });
      return file;
    });
  }

  async get(drill: string): Promise<EvidenceFile | undefined> {
    const row = await this.#database(TABLE).where({ drill }).first('body');
    return row && JSON.parse(row.body);
  }

  async chain(): Promise<
    { number: number; drill: string; previousHash: string; hash: string }[]
  > {
    const rows = await this.#database(TABLE)
      .select('number', 'drill', 'previous_hash', 'hash')
      .orderBy('number');
    return rows.map(row => ({
      number: Number(row.number),
      drill: row.drill,
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
  }
}
