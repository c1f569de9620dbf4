import { Finding } from '@textloom/plugin-clusters-common';

/** Findings with those that another one explains taken out. */
export interface Causes {
  /** What nothing else in the list explains, in the order given. */
  roots: Finding[];
  /** All that a finding explains, also by way of others, in the order given. */
  effectsOf: (id: string) => Finding[];
}

/**
 * Puts each finding under its first cause. A cause that is not in the list explains nothing here, and
 * findings that explain each other in a circle stay where they are.
 */
export function byCause(findings: Finding[]): Causes {
  const known = new Map(findings.map(finding => [finding.id, finding]));
  const rootOf = (finding: Finding): Finding => {
    const seen = new Set([finding.id]);
    let current = finding;
    for (;;) {
      const next = current.cause ? known.get(current.cause) : undefined;
      if (!next) return current;
      if (seen.has(next.id)) return finding;
      seen.add(next.id);
      current = next;
    }
  };
  const effects = new Map<string, Finding[]>();
  const roots: Finding[] = [];
  for (const finding of findings) {
    const root = rootOf(finding);
    if (root === finding) roots.push(finding);
    else effects.set(root.id, [...(effects.get(root.id) ?? []), finding]);
  }
  return { roots, effectsOf: id => effects.get(id) ?? [] };
}
