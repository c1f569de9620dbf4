import { z } from 'zod';
import { UnitSource } from '../../service/ports';
import { amountSchema, daySchema, MonthFiles } from './MonthFiles';

const row = z.object({
  day: daySchema,
  metric: z.string().min(1).max(63),
  count: amountSchema,
});

/** Counts from files `YYYY-MM.csv` (`day,metric,count`) in a folder; counts of the same day are added. */
export class CsvUnitSource implements UnitSource {
  readonly #files: MonthFiles<z.output<typeof row>>;

  constructor(options: { path: string }) {
    this.#files = new MonthFiles(options.path, row);
  }

  async counts(
    metric: string,
    from: string,
    to: string,
  ): Promise<{ day: string; count: number }[]> {
    const days = new Map<string, number>();
    for (const each of await this.#files.rows(from, to)) {
      if (each.metric === metric && each.day >= from && each.day <= to) {
        days.set(each.day, (days.get(each.day) ?? 0) + each.count);
      }
    }
    return [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, count]) => ({ day, count }));
  }
}
