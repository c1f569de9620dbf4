import { asObject, asText, asTime } from '../raw';
import { AutoscalerGroupFacts } from '../workloadFacts';
import { groupScalars } from './autoscalerLines';

/** A ConfigMap holds at most 1 MiB. */
const MAX_STATUS = 1_048_576;
const MAX_GROUPS = 2_000;
const MAX_WORD = 512;

const GO_TIME =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)/;

/**
 * Groups of the ConfigMap `cluster-autoscaler-status`: YAML since 1.30 (kubernetes/autoscaler#6375), plain text
 * before. Undefined when it is neither; an autoscaler that is starting has no groups yet.
 */
export function projectAutoscalerStatus(
  raw: unknown,
): AutoscalerGroupFacts[] | undefined {
  const { status } = asObject(asObject(raw).data);
  const text = asText(status, MAX_STATUS);
  if (!text) {
    return undefined;
  }
  if (/^Cluster-autoscaler status at /.test(text)) {
    return plainGroups(text);
  }
  return /^(?:autoscalerStatus|nodeGroups|clusterWide):/m.test(text)
    ? groupScalars(text, MAX_GROUPS).flatMap(scalars =>
        yamlGroup(new Map(scalars.map(({ path, value }) => [path, value]))),
      )
    : undefined;
}

function yamlGroup(
  values: ReadonlyMap<string, string>,
): AutoscalerGroupFacts[] {
  const name = asText(values.get('name'), MAX_WORD);
  const code = asText(values.get('scaleUp.backoffInfo.errorCode'), MAX_WORD);
  const message = asText(values.get('scaleUp.backoffInfo.errorMessage'));
  const figure = (path: string) => countOf(values.get(path));
  return name
    ? [
        group({
          name,
          health: values.get('health.status'),
          scaleUp: values.get('scaleUp.status'),
          ...((code || message) && { backoff: { code, message } }),
          ready: figure('health.nodeCounts.registered.ready'),
          target: figure('health.cloudProviderTarget'),
          min: figure('health.minSize'),
          max: figure('health.maxSize'),
          healthSince: values.get('health.lastTransitionTime'),
          scaleUpSince: values.get('scaleUp.lastTransitionTime'),
        }),
      ]
    : [];
}

/** The part after `NodeGroups:`, one group from each `Name:` to the next. */
function plainGroups(text: string): AutoscalerGroupFacts[] {
  const at = text.search(/^\s*NodeGroups:/m);
  if (at < 0) {
    return [];
  }
  return text
    .slice(at)
    .split(/^[ \t]*Name:/m)
    .slice(1, MAX_GROUPS + 1)
    .flatMap(plainGroup);
}

function plainGroup(block: string): AutoscalerGroupFacts[] {
  const lines = block.split('\n');
  const name = asText(lines[0].trim(), MAX_WORD);
  const health = section(lines, 'Health');
  const scaleUp = section(lines, 'ScaleUp');
  const figure = (key: string) =>
    countOf(new RegExp(`\\b${key}=(\\d{1,9})\\b`).exec(health.text)?.[1]);
  return name
    ? [
        group({
          name,
          health: health.word,
          scaleUp: scaleUp.word,
          ready: figure('ready'),
          target: figure('cloudProviderTarget'),
          min: figure('minSize'),
          max: figure('maxSize'),
          healthSince: health.since,
          scaleUpSince: scaleUp.since,
        }),
      ]
    : [];
}

/** Word, figures and time of change of one section of a group. */
function section(lines: readonly string[], title: string) {
  const start = lines.findIndex(line => line.trim().startsWith(`${title}:`));
  const text = start < 0 ? '' : lines[start].trim().slice(title.length + 1);
  const since = lines
    .slice(start + 1, start + 3)
    .map(line => /^\s*LastTransitionTime:\s*(.+)$/.exec(line)?.[1])
    .find(found => found !== undefined);
  return { text, word: /^\s*(\w+)/.exec(text)?.[1], since };
}

type Parsed = Omit<AutoscalerGroupFacts, 'health' | 'scaleUp' | 'since'> & {
  health: string | undefined;
  scaleUp: string | undefined;
  healthSince: string | undefined;
  scaleUpSince: string | undefined;
};

/** What is not told is `Unknown`, never `Healthy`. The time is that of the state which is out of the ordinary. */
function group(parsed: Parsed): AutoscalerGroupFacts {
  const { healthSince, scaleUpSince, health, scaleUp, ...rest } = parsed;
  const busy = scaleUp !== undefined && scaleUp !== 'NoActivity';
  const since = timeOf(
    busy && health === 'Healthy' ? scaleUpSince : healthSince,
  );
  return {
    ...rest,
    health: asText(health, MAX_WORD) ?? 'Unknown',
    scaleUp: asText(scaleUp, MAX_WORD) ?? 'Unknown',
    ...(since && { since }),
  };
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text)
    ? Number(text)
    : undefined;
}

/** Time as Go prints it, or as RFC 3339. */
function timeOf(text: string | undefined): string | undefined {
  const match = GO_TIME.exec(text ?? '');
  return match ? asTime(`${match[1]}T${match[2]}${match[3]}`) : undefined;
}
