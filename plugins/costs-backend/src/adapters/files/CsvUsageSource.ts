import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DailyCapacity,
  DailyUsage,
  UsageDay,
} from '@textloom/plugin-costs-common';
import { z } from 'zod';
import { UsageSource } from '../../service/ports';
import { markOf, usageDays } from '../../service/usageDays';
import {
  amountSchema,
  daySchema,
  FileRowError,
  MonthFiles,
  monthsOf,
} from './MonthFiles';

/** Of two sources for some years, a day more each day. */
const MAX_MARKS = 2_000;

const name = z.string().max(253);
const place = { day: daySchema, cluster: name.min(1), node_group: name.min(1) };
const hours = {
  cpu_core_hours: amountSchema,
  memory_gib_hours: amountSchema,
};

const usageRow = z
  .object({
    ...place,
    namespace: name,
    component: name,
    environment: name,
    role: z.enum(['workload', 'mesh', 'platform']),
    ...hours,
  })
  .transform(
    (row): DailyUsage => ({
      ...hoursOf(row),
      namespace: row.namespace,
      component: row.component,
      environment: row.environment,
      role: row.role,
    }),
  );

const capacityRow = z.object({ ...place, ...hours }).transform(hoursOf);

function hoursOf(row: {
  day: string;
  cluster: string;
  node_group: string;
  cpu_core_hours: number;
  memory_gib_hours: number;
}): DailyCapacity {
  return {
    day: row.day,
    cluster: row.cluster,
    nodeGroup: row.node_group,
    cpuCoreHours: row.cpu_core_hours,
    memoryGibHours: row.memory_gib_hours,
  };
}

/**
 * Usage of pods from files `usage/YYYY-MM.csv`
 * (`day,cluster,node_group,namespace,component,environment,role,cpu_core_hours,memory_gib_hours`) and
 * `capacity/YYYY-MM.csv` (`day,cluster,node_group,cpu_core_hours,memory_gib_hours`) below a folder.
 * A month of which either file is not as it must be is unknown as a whole, with a warning that names file and row: part
 * of its pods would take what others have cost.
 */
export class CsvUsageSource implements UsageSource {
  readonly #usage: MonthFiles<DailyUsage>;
  readonly #capacity: MonthFiles<DailyCapacity>;
  readonly #logger: Pick<LoggerService, 'warn'>;
  /** Marks of days, with those of the files that they were made from: rows are many, and asked for rarely. */
  readonly #marks = new Map<string, { files: string; mark: string }>();
  /** What was said of a month, so that it is said once. */
  readonly #said = new Map<string, string>();

  constructor(options: { path: string; logger: Pick<LoggerService, 'warn'> }) {
    this.#usage = new MonthFiles(join(options.path, 'usage'), usageRow, 1);
    this.#capacity = new MonthFiles(
      join(options.path, 'capacity'),
      capacityRow,
      1,
    );
    this.#logger = options.logger;
  }

  async days(from: string, to: string): Promise<Map<string, UsageDay>> {
    const months = await Promise.all(
      monthsOf(from, to).map(month => this.#month(month)),
    );
    const inRange = ({ day }: { day: string }) => day >= from && day <= to;
    return usageDays({
      usage: months.flatMap(({ usage }) => usage.filter(inRange)),
      capacity: months.flatMap(({ capacity }) => capacity.filter(inRange)),
    });
  }

  async mark(from: string, to: string): Promise<string> {
    const key = `${from} ${to}`;
    const files = await this.#files(from, to);
    const known = this.#marks.get(key);
    if (known?.files === files) {
      return known.mark;
    }
    const mark = markOf(await this.days(from, to));
    if (this.#marks.size >= MAX_MARKS) {
      this.#marks.clear();
    }
    this.#marks.set(key, { files, mark });
    return mark;
  }

  async #files(from: string, to: string): Promise<string> {
    const marks = monthsOf(from, to).map(month =>
      Promise.all([this.#usage.mark(month), this.#capacity.mark(month)]),
    );
    return JSON.stringify(await Promise.all(marks));
  }

  async #month(
    month: string,
  ): Promise<{ usage: DailyUsage[]; capacity: DailyCapacity[] }> {
    try {
      const [usage, capacity] = await Promise.all([
        this.#usage.month(month),
        this.#capacity.month(month),
      ]);
      this.#said.delete(month);
      return { usage, capacity };
    } catch (error) {
      if (!(error instanceof FileRowError)) {
        throw error;
      }
      if (this.#said.get(month) !== error.message) {
        this.#said.set(month, error.message);
        this.#logger.warn(
          `Usage of ${month} is unknown, and its node groups count as shared: ${error.message}`,
        );
      }
      return { usage: [], capacity: [] };
    }
  }
}
