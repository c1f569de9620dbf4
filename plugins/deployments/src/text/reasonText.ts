import {
  ProposalState,
  Reason,
  ReasonCode,
} from '@textloom/plugin-deployments-common';
import { reasonMessages } from '../messages/reasons';
import { wordMessages } from '../messages/words';
import { groupName, NameOf, shortHash, shortRef } from './names';
import { Params, Say } from './say';
import { twoDecimals } from './twoDecimals';

type Value = string | number;
type Write = (value: Value, say: Say, nameOf: NameOf) => Value;

const plain: Write = value => value;
const moment: Write = (value, say) =>
  typeof value === 'number' ? say.when(value) : value;
const hash: Write = value => shortHash(String(value));
const level: Write = value => (typeof value === 'number' ? value + 1 : value);

const has = <T extends object>(words: T, key: Value): key is keyof T & string =>
  Object.hasOwn(words, key);

function groups(value: Value, say: Say): string {
  return say.names(
    String(value)
      .split(/,\s*/)
      .map(group => groupName(group, say)),
  );
}

/** A gate's id is its kind, with its name after a colon where it has one. */
function gate(value: Value, say: Say): string {
  const [kind, ...rest] = String(value).split(':');
  const name = rest.join(':');
  return has(wordMessages.gate, kind)
    ? say(`gate.${kind}`, { name, environment: name }).trim()
    : String(value);
}

/** How each parameter is written; what is not known is a dash, never a gap. */
const writers: Record<string, Write> = {
  actor: (value, _say, nameOf) => nameOf(String(value)),
  bot: value => shortRef(String(value)),
  maxMinutes: plain,
  group: groups,
  own: plain,
  all: plain,
  level,
  before: level,
  given: hash,
  current: hash,
  state: (value, say) =>
    has(wordMessages.state, value)
      ? say(`state.${value as ProposalState}`)
      : value,
  at: moment,
  freeze: plain,
  until: moment,
  reason: plain,
  gate,
  status: (value, say) =>
    has(wordMessages.gateStatus, value) ? say(`gateStatus.${value}`) : value,
  summary: plain,
  missing: plain,
  running: hash,
  baseline: hash,
  environment: plain,
  version: plain,
  proposed: plain,
  ref: value => String(value).replace(/^refs\/(heads|tags)\//, ''),
  proposal: value => String(value).slice(0, 8),
  // Records of before have no details, only the server's own English.
  people: (value, say) => (say.locale === 'en' ? value : ''),
  incident: plain,
  severities: (value, say) => String(value).split(/,\s*/).join(say('or')),
  due: moment,
  weight: plain,
  soakEndsAt: moment,
  policy: hash,
  target: plain,
  figure: (value, say) =>
    has(wordMessages.figure, value) ? say(`figure.${value}`) : value,
  // A figure that nobody knows comes as a negative one.
  value: (value, say) => {
    if (typeof value !== 'number') return value;
    return value < 0 ? say('unknownValue') : twoDecimals(value);
  },
  limit: plain,
  expected: plain,
  permission: plain,
};

/** What a sentence ends without, rather than with a dash. */
const MAY_BE_EMPTY = new Set(['summary', 'people']);

function isKnown(code: string): code is ReasonCode {
  return Object.hasOwn(reasonMessages, code);
}

/** A reason in the reader's language; undefined for one that this version does not know. */
export function reasonText(
  reason: Reason,
  say: Say,
  nameOf: NameOf,
): string | undefined {
  if (!isKnown(reason.code)) return undefined;
  const params: Params = {
    who:
      reason.params.person === undefined
        ? say('unknownValue')
        : nameOf(String(reason.params.person)),
  };
  for (const [name, write] of Object.entries(writers)) {
    const value = reason.params[name];
    if (value !== undefined) params[name] = write(value, say, nameOf);
    else params[name] = MAY_BE_EMPTY.has(name) ? '' : say('unknownValue');
  }
  if (reason.details) {
    const { more } = reason.params;
    params.people = [
      ...reasonTexts(reason.details, say, nameOf),
      ...(more === undefined ? [] : [say('andMore', { count: Number(more) })]),
    ].join(say('sentences'));
  }
  // Requests have a lower limit, which says how many are needed to judge.
  const few =
    reason.code === 'outside-limits' && reason.params.figure === 'requests';
  if (few && typeof params.value === 'number') {
    params.value = Math.floor(params.value);
  }
  const otherIncident =
    reason.code === 'no-incident' && Boolean(reason.params.incident);
  if (few) return say('tooFewRequests', params);
  if (otherIncident) return say('notThatIncident', params);
  return say(`reason.${reason.code}`, params).trim();
}

/** All reasons that have words, each once. */
export function reasonTexts(
  reasons: readonly Reason[],
  say: Say,
  nameOf: NameOf,
): string[] {
  const texts = reasons.flatMap(
    reason => reasonText(reason, say, nameOf) ?? [],
  );
  return [...new Set(texts)];
}
