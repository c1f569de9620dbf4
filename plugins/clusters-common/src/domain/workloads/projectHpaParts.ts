import { HpaFacts } from '../facts';
import { asCount, asList, asObject, asText, RawObject } from '../raw';
import { internText } from './intern';

type Metric = NonNullable<HpaFacts['metrics']>[number];

const MAX_METRICS = 16;
const MAX_WORD = 253;

/**
 * What a HorizontalPodAutoscaler scales by, `v2`, `v2beta2` or `v1`, with figures as Kubernetes writes them:
 * `70%` of the request, or a quantity. Undefined when it names nothing.
 */
export function hpaMetrics(
  spec: RawObject,
  status: RawObject,
): Metric[] | undefined {
  const currents = new Map(
    asList(status.currentMetrics)
      .slice(0, MAX_METRICS)
      .map(raw => [nameOf(raw), figureOf(sourceOf(raw).current)]),
  );
  const metrics = asList(spec.metrics)
    .slice(0, MAX_METRICS)
    .flatMap(raw => {
      const name = nameOf(raw);
      return name
        ? [metric(name, figureOf(sourceOf(raw).target), currents.get(name))]
        : [];
    });
  const all = metrics.length ? metrics : versionOne(spec, status);
  return all.length ? all : undefined;
}

function versionOne(spec: RawObject, status: RawObject): Metric[] {
  const target = asCount(spec.targetCPUUtilizationPercentage);
  const current = asCount(status.currentCPUUtilizationPercentage);
  return target === undefined
    ? []
    : [
        metric(
          'cpu',
          `${target}%`,
          current === undefined ? undefined : `${current}%`,
        ),
      ];
}

function metric(
  name: string,
  target: string | undefined,
  current: string | undefined,
): Metric {
  return { name, ...(target && { target }), ...(current && { current }) };
}

/** `{ type: 'Resource', resource: {…} }` gives what is under `resource`. */
function sourceOf(raw: unknown): RawObject {
  const fields = asObject(raw);
  const type = asText(fields.type, MAX_WORD) ?? '';
  return asObject(fields[type.charAt(0).toLowerCase() + type.slice(1)]);
}

function nameOf(raw: unknown): string | undefined {
  const source = sourceOf(raw);
  return internText(
    asText(source.name, MAX_WORD) ??
      asText(asObject(source.metric).name, MAX_WORD),
  );
}

function figureOf(raw: unknown): string | undefined {
  const { averageUtilization, averageValue, value } = asObject(raw);
  const share = asCount(averageUtilization);
  return internText(
    share === undefined
      ? asText(averageValue, MAX_WORD) ?? asText(value, MAX_WORD)
      : `${share}%`,
  );
}
