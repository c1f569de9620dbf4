import {
  AlertFacts,
  AlertPriority,
  SilenceFacts,
} from '@textloom/plugin-clusters-common';
import { own } from '@textloom/kernel';
import { asList, asObject, asText, asTexts, asTime } from '../untrusted';

const MAX_LABELS = 32;
const MAX_WORD = 253;
const MAX_TEXT = 1_000;

/** Which labels tell how urgent an alert is, first that does; and what their values mean. */
export interface PriorityRule {
  labels: readonly string[];
  /** By value in lower case. */
  priorities: ReadonlyMap<string, AlertPriority>;
}

/** The labels of TextLoom's rules, and the values that are usual elsewhere. */
export const DEFAULT_PRIORITY: PriorityRule = {
  labels: ['priority', 'severity'],
  priorities: new Map([
    ['p0', 'P0'],
    ['critical', 'P0'],
    ['page', 'P0'],
    ['p1', 'P1'],
    ['error', 'P1'],
    ['high', 'P1'],
    ['p2', 'P2'],
    ['warning', 'P2'],
  ]),
};

/** A link that a page may offer: http or https, nothing that runs. */
function asLink(value: unknown): string | undefined {
  const text = asText(value, 2_000);
  if (!text || !URL.canParse(text)) {
    return undefined;
  }
  return ['http:', 'https:'].includes(new URL(text).protocol)
    ? text
    : undefined;
}

function labelsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(value))
      .flatMap(([key, label]) => {
        const text = asText(label, MAX_WORD);
        return text ? [[key.slice(0, MAX_WORD), text] as const] : [];
      })
      .slice(0, MAX_LABELS),
  );
}

function priorityOf(
  alertLabels: Record<string, unknown>,
  { labels, priorities }: PriorityRule,
): AlertPriority {
  const found = labels.flatMap(label => {
    const value = asText(own(alertLabels, label))?.toLowerCase();
    return (value && priorities.get(value)) || [];
  });
  return found[0] ?? 'other';
}

function stateOf(value: unknown): AlertFacts['state'] {
  return value === 'suppressed' || value === 'unprocessed' ? value : 'active';
}

/** Facts of an alert as Alertmanager v2 answers it; undefined without fingerprint or name. */
export function projectAlert(
  raw: unknown,
  rule: PriorityRule = DEFAULT_PRIORITY,
): AlertFacts | undefined {
  const fields = asObject(raw);
  const labels = labelsOf(fields.labels);
  const annotations = asObject(fields.annotations);
  const status = asObject(fields.status);
  const fingerprint = asText(fields.fingerprint, MAX_WORD);
  const name = asText(asObject(fields.labels).alertname, MAX_WORD);
  if (!fingerprint || !name) {
    return undefined;
  }
  const summary = asText(annotations.summary, MAX_TEXT);
  const description =
    asText(annotations.description, MAX_TEXT) ??
    asText(annotations.message, MAX_TEXT);
  const runbookUrl = asLink(annotations.runbook_url);
  const generatorUrl = asLink(fields.generatorURL);
  return {
    fingerprint,
    name,
    priority: priorityOf(asObject(fields.labels), rule),
    state: stateOf(status.state),
    since: asTime(fields.startsAt) ?? '',
    updatedAt: asTime(fields.updatedAt) ?? '',
    ...(summary && { summary }),
    ...(description && { description }),
    labels,
    silencedBy: asTexts(status.silencedBy),
    inhibitedBy: asTexts(status.inhibitedBy),
    receivers: asList(fields.receivers).flatMap(
      receiver => asText(asObject(receiver).name, MAX_WORD) ?? [],
    ),
    ...(runbookUrl && { runbookUrl }),
    ...(generatorUrl && { generatorUrl }),
  };
}

/** Facts of a silence as Alertmanager v2 answers it; undefined without id or times. */
export function projectSilence(raw: unknown): SilenceFacts | undefined {
  const fields = asObject(raw);
  const id = asText(fields.id, MAX_WORD);
  const startsAt = asTime(fields.startsAt);
  const endsAt = asTime(fields.endsAt);
  const state = asObject(fields.status).state;
  if (!id || !startsAt || !endsAt) {
    return undefined;
  }
  return {
    id,
    state: state === 'pending' || state === 'expired' ? state : 'active',
    matchers: asList(fields.matchers).map(item => {
      const matcher = asObject(item);
      return {
        name: asText(matcher.name, MAX_WORD) ?? '',
        value: asText(matcher.value, MAX_TEXT) ?? '',
        isRegex: matcher.isRegex === true,
        isEqual: matcher.isEqual !== false,
      };
    }),
    startsAt,
    endsAt,
    createdBy: asText(fields.createdBy, MAX_WORD) ?? '',
    comment: asText(fields.comment, MAX_TEXT) ?? '',
  };
}
