import { MessageKey, Say } from '../text/say';

const PARTS: Readonly<Record<string, MessageKey>> = {
  'usage-standard': 'explain.part.usage-standard',
  'usage-dynamic': 'explain.part.usage-dynamic',
  'usage-committed': 'explain.part.usage-committed',
  'usage-other': 'explain.part.usage-other',
  'usage-unused': 'explain.part.usage-unused',
  purchase: 'explain.part.purchase',
  tax: 'explain.part.tax',
  credit: 'explain.part.credit',
  adjustment: 'explain.part.adjustment',
  correction: 'explain.part.correction',
};

/** Name of a part of a figure by the nature of its charges; a new one as it is. */
export function partName(code: string, say: Say): string {
  return Object.hasOwn(PARTS, code) ? say(PARTS[code]) : code;
}

/** Why a part of the bill is whose it is, from what the rules noted: `pods`, `tag:…`, `rule:…`, `charge:…`. */
export function reasonName(reason: string, say: Say): string {
  const [kind, ...rest] = reason.split(':');
  const name = rest.join(':');
  switch (kind) {
    case 'pods':
    case 'none':
      return say(`explain.reason.${kind}`);
    case 'tag':
    case 'rule':
    case 'charge':
      return say(`explain.reason.${kind}`, { name });
    default:
      return reason;
  }
}
