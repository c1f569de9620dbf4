import { Finding } from '@textloom/plugin-clusters-common';

/** From how many on findings of one rule in one group are shown as one. */
const FOLD_FROM = 4;

/** One finding, or many of one rule in one group behind the first. */
export interface FindingGroup {
  id: string;
  first: Finding;
  others: Finding[];
}

/**
 * Findings with many of the same kind folded behind the first of them.
 *
 * @param findings - Worst first, as the server sends them; kinds keep that order.
 */
export function foldFindings(findings: Finding[]): FindingGroup[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const kind = `${finding.rule}/${finding.severity}/${finding.group ?? ''}`;
    const list = kinds.get(kind);
    if (list) list.push(finding);
    else kinds.set(kind, [finding]);
  }
  return [...kinds.entries()].flatMap(([kind, list]): FindingGroup[] =>
    list.length < FOLD_FROM
      ? list.map(first => ({ id: first.id, first, others: [] }))
      : [{ id: kind, first: list[0], others: list.slice(1) }],
  );
}
