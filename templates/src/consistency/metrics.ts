import { parser } from '@prometheus-io/lezer-promql';

/** A metric that the code of a service exports. */
export interface ExportedMetric {
  readonly labels: ReadonlySet<string>;
  readonly file: string;
}

const PYTHON =
  /\b(Counter|Gauge|Histogram|Summary|CounterMetricFamily|GaugeMetricFamily|HistogramMetricFamily)\(/g;
const TYPESCRIPT = /\bnew (Counter|Gauge|Histogram|Summary)(?:<[^>]*>)?\(/g;
const STRING = /(["'])((?:\\.|(?!\1).)*)\1/g;

const stringsIn = (text: string) =>
  [...text.matchAll(STRING)].map(([, , content]) => content);

/** Brackets inside strings, such as those of a help text, must not count. */
const BRACKETS = '()[]';
const MARK = '\uE000';
const hideBrackets = (text: string) =>
  text.replace(/[()[\]]/g, bracket => MARK + BRACKETS.indexOf(bracket));
const showBrackets = (text: string) =>
  text.replace(/\uE000(\d)/g, (_, index) => BRACKETS[Number(index)]);

/** The metrics that code makes with a client library of Prometheus, by the names under which they are scraped. */
export function exportedMetrics(
  files: ReadonlyMap<string, string>,
): Map<string, ExportedMetric> {
  const metrics = new Map<string, ExportedMetric>();
  for (const [path, text] of files) {
    const pattern = patternFor(path);
    for (const match of pattern ? text.matchAll(pattern) : []) {
      const call = callAt(text, match.index + match[0].length);
      const names = /^\s*\{/.test(call)
        ? fromOptions(call)
        : fromArguments(call);
      for (const series of names ? seriesOf(match[1], names.name) : []) {
        // A collector names its metrics again, without labels, to describe them.
        const before = metrics.get(series)?.labels ?? [];
        metrics.set(series, {
          labels: new Set([...before, ...(names?.labels ?? [])]),
          file: path,
        });
      }
    }
  }
  return metrics;
}

function patternFor(path: string): RegExp | undefined {
  if (/(?:^|\/)tests?\//.test(path) || /\.test\.ts$/.test(path)) {
    return undefined;
  }
  if (path.endsWith('.py')) {
    return PYTHON;
  }
  return /\.(?:ts|tsx|mts)$/.test(path) ? TYPESCRIPT : undefined;
}

/** `Counter("name", "help", ("a", "b"), …)` */
function fromArguments(call: string) {
  const [name] = stringsIn(call);
  const labels = /^[^([]*[([]([^)\]]*)[)\]]/.exec(
    call.replace(STRING, hideBrackets),
  )?.[1];
  return name
    ? {
        name,
        labels: labels === undefined ? [] : stringsIn(showBrackets(labels)),
      }
    : undefined;
}

/** `new Counter({ name: 'name', labelNames: ['a'] })` */
function fromOptions(call: string) {
  const [, , name] = /\bname:\s*(["'])(.*?)\1/.exec(call) ?? [];
  const [, labels = ''] = /\blabelNames:\s*\[([^\]]*)\]/.exec(call) ?? [];
  return name ? { name, labels: stringsIn(labels) } : undefined;
}

/** What stands between the brackets of a call. */
function callAt(text: string, start: number): string {
  let depth = 1;
  for (let index = start; index < text.length; index++) {
    if (text[index] === '(') {
      depth++;
    } else if (text[index] === ')' && --depth === 0) {
      return text.slice(start, index);
    }
  }
  return text.slice(start);
}

function seriesOf(type: string, name: string): string[] {
  if (type.startsWith('Histogram')) {
    return ['_bucket', '_count', '_sum'].map(suffix => name + suffix);
  }
  if (type.startsWith('Counter')) {
    return [name.endsWith('_total') ? name : `${name}_total`];
  }
  return type.startsWith('Summary')
    ? [name, `${name}_count`, `${name}_sum`]
    : [name];
}

/** What a query reads. */
export interface QueryReading {
  readonly metrics: readonly string[];
  /** Labels that matchers and groupings name. */
  readonly labels: readonly string[];
  /** Values that `label="value"` asks for. */
  readonly equals: readonly (readonly [label: string, value: string])[];
  readonly isValid: boolean;
}

/** Reads a query of PromQL; variables of a dashboard (`$x`) are allowed. */
export function readQuery(query: string): QueryReading {
  const text = query.replace(/\[\$\w+\]/g, '[5m]').replace(/\$\{?\w+\}?/g, 'x');
  const metrics: string[] = [];
  const labels: string[] = [];
  const equals: [string, string][] = [];
  let isValid = true;
  parser.parse(text).iterate({
    enter({ name, type, from, to, node }) {
      if (type.isError) {
        isValid = false;
      } else if (
        name === 'Identifier' &&
        node.parent?.name === 'VectorSelector'
      ) {
        metrics.push(text.slice(from, to));
      } else if (name === 'LabelName') {
        labels.push(text.slice(from, to));
      } else if (name === 'UnquotedLabelMatcher') {
        const [, label, value] =
          /^(\w+)\s*=\s*["'](.*)["']$/.exec(text.slice(from, to)) ?? [];
        if (label) {
          equals.push([label, value]);
        }
      }
    },
  });
  return { metrics, labels, equals, isValid };
}
