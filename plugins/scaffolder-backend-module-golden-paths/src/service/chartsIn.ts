import { parse } from 'yaml';
import { textAt } from '../domain/policy/shape';
import { EmittedFile } from '../domain/policy/types';

/** Folder of a service's chart. */
export const CHART = 'chart';

/** A chart of a repository that makes objects. */
export interface ChartFolder {
  /** From the top of the repository. */
  folder: string;
  /** Name of the chart, which is also that of its release; Helm itself refuses a bad one. */
  name: string;
  /** Environments that it has values of its own for: `values-<environment>.yaml`. */
  environments: readonly string[];
}

const FILE = /^((?:charts\/)?[^/]+)\/Chart\.yaml$/;

/** The chart of a service, and those of a repository of charts; what only lends templates to others makes nothing. */
export function chartsIn(files: readonly EmittedFile[]): ChartFolder[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path, text = '' }): ChartFolder[] => {
    const folder = FILE.exec(path)?.[1];
    if (folder === undefined) {
      return [];
    }
    const chart = parsed(text);
    const isOwn = folder === CHART || paths.has(`${folder}/values.yaml`);
    if (textAt(chart, 'type') === 'library' || !isOwn) {
      return [];
    }
    const values = new RegExp(`^${escaped(folder)}/values-([\\w-]+)\\.yaml$`);
    return [
      {
        folder,
        name: textAt(chart, 'name') ?? 'service',
        environments: [...paths].flatMap(each => values.exec(each)?.[1] ?? []),
      },
    ];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
