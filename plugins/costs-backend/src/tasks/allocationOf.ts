import { createHash } from 'node:crypto';
import { canonicalJson } from '@textloom/kernel';
import { AllocationRules, UsageDay } from '@textloom/plugin-costs-common';
import { AllocationFacts } from '../adapters/builder/jobs';
import { CatalogOwners, UsageSource } from '../service/ports';

type Owners = Awaited<ReturnType<CatalogOwners['owners']>>;

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** What decides whose costs are, at one moment. */
export class AllocationBasis {
  readonly #rules: AllocationRules;
  readonly #owners: Owners;
  readonly #usage: UsageSource;
  readonly #common: string;

  constructor(rules: AllocationRules, owners: Owners, usage: UsageSource) {
    this.#rules = rules;
    this.#owners = owners;
    this.#usage = usage;
    const known = [...owners]
      .map(([ref, { owner, system }]) => [ref, owner, system])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    this.#common = sha256(canonicalJson([rules, known]));
  }

  /** For the days of a billing month. */
  async of(period: string): Promise<AllocationFacts> {
    return {
      rules: this.#rules,
      owners: this.#owners,
      usage: await this.#usageOf(period),
    };
  }

  /**
   * Changes whenever the same rows would be allocated in another way.
   * @param lastDay - of the rows: usage of later days does not count yet, and changes all the time
   */
  async hash(period: string, lastDay: string): Promise<string> {
    const first = `${period}-01`;
    const mark = lastDay < first ? '' : await this.#usage.mark(first, lastDay);
    return sha256(`${this.#common} ${mark}`);
  }

  #usageOf(period: string): Promise<Map<string, UsageDay>> {
    const [year, month] = period.split('-').map(Number);
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return this.#usage.days(`${period}-01`, last);
  }
}
