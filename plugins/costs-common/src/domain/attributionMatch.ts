import { own } from '@textloom/kernel';
import { BillFacts } from './cost';
import { RuleMatch } from './attribution';

/** Fields of a match that must be equal. */
const EXACT = [
  'service',
  'serviceCategory',
  'resourceType',
  'account',
  'provider',
  'skuMeter',
] as const;

/** Whether a rule is for a row. */
export function matcherOf(match: RuleMatch): (facts: BillFacts) => boolean {
  const fields = EXACT.filter(field => match[field] !== undefined);
  const resource =
    match.resource === undefined ? undefined : globOf(match.resource);
  const { tag } = match;
  return facts =>
    fields.every(field => facts[field] === match[field]) &&
    (resource === undefined || resource(facts.resource)) &&
    (tag === undefined || hasTag(facts, tag));
}

function hasTag(
  facts: BillFacts,
  { key, value }: { key: string; value?: string },
): boolean {
  const found = own(facts.tags, key);
  return found !== undefined && (value === undefined || found === value);
}

/** Compares with a pattern in which `*` stands for any number of characters; in time linear in the text. */
function globOf(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return text => text === pattern;
  }
  return text => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
