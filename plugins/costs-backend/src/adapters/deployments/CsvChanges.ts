import { z } from 'zod';
import { Change, ChangeSource } from '../../service/ports';
import { MonthFiles } from '../files/MonthFiles';

const row = z.object({
  at: z.iso.datetime({ offset: true }),
  kind: z.enum(['deployment', 'scaling']),
  label: z.string().min(1).max(200),
  component: z
    .string()
    .regex(
      /^(?:(?:[a-z]+:)?(?:[a-z0-9._-]+\/)?[A-Za-z0-9._-]+)?$/,
      'must name a component',
    ),
});

/**
 * Changes from files `YYYY-MM.csv` (`at,kind,label,component`) in a folder, of delivery systems that the portal does not
 * know. A component is an entity reference, or the name of one, or `resource:NAME`.
 */
export class CsvChanges implements ChangeSource {
  readonly #files: MonthFiles<z.output<typeof row>>;

  constructor(options: { path: string }) {
    this.#files = new MonthFiles(options.path, row);
  }

  /** @throws FileRowError that names the file and the row. */
  async changes(from: string, to: string): Promise<Change[]> {
    const rows = await this.#files.rows(from, to);
    return rows
      .map(({ at, component, ...change }) => ({
        ...change,
        at: new Date(at).toISOString(),
        ...(component !== '' && { component: referenceOf(component) }),
      }))
      .filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to);
  }
}

function referenceOf(component: string): string {
  const [kind, rest] = component.includes(':')
    ? component.split(':')
    : ['component', component];
  return `${kind}:${rest.includes('/') ? rest : `default/${rest}`}`;
}
