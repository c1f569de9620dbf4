import { LevelPolicy } from './policy';

/** A level, and the share of traffic beyond which it is needed. */
type Needed = { level: LevelPolicy; beyond: number };

function needed(levels: readonly LevelPolicy[]): Needed[] {
  return levels.map((level, index) => ({
    level,
    beyond: index === 0 ? 0 : levels[index - 1].unlocks,
  }));
}

const groupsOf = (level: LevelPolicy) =>
  new Set(level.groups.map(({ group }) => group));

const covers = (a: Set<string>, b: Set<string>) =>
  [...b].every(group => a.has(group));

/** One level that asks for all that two ask for; undefined when one level cannot say it. */
function conjunction(a: LevelPolicy, b: LevelPolicy): LevelPolicy | undefined {
  const [inA, inB] = [groupsOf(a), groupsOf(b)];
  const narrow = covers(inA, inB) ? b : a;
  const wide = narrow === b ? a : b;
  if (!covers(groupsOf(wide), groupsOf(narrow))) {
    return undefined;
  }
  const kept = groupsOf(narrow);
  if (wide.groups.some(({ group, atLeast }) => atLeast && !kept.has(group))) {
    return undefined;
  }
  const groups = narrow.groups.map(({ group, atLeast }) => ({
    group,
    atLeast: Math.max(
      atLeast,
      wide.groups.find(rule => rule.group === group)?.atLeast ?? 0,
    ),
  }));
  const minima = groups.reduce((sum, { atLeast }) => sum + atLeast, 0);
  return {
    ...a,
    groups,
    approvals: Math.max(a.approvals, b.approvals, minima),
  };
}

/**
 * Levels that ask for everything that both sequences ask for, at shares of traffic no higher than either. Levels of
 * the same name become one where one can say both, else both are kept; their seats are for different people.
 */
export function mergeLevels(
  a: readonly LevelPolicy[],
  b: readonly LevelPolicy[],
): LevelPolicy[] {
  const all = needed(a);
  for (const { level, beyond } of needed(b)) {
    const at = all.findIndex(
      other =>
        isNamed(other.level.name, level.name) &&
        conjunction(other.level, level) !== undefined,
    );
    const both = at < 0 ? undefined : conjunction(all[at].level, level);
    if (both) {
      all[at] = { level: both, beyond: Math.min(all[at].beyond, beyond) };
    } else {
      const names = all.map(other => other.level.name);
      all.push({
        level: { ...level, name: freeName(level.name, names) },
        beyond,
      });
    }
  }
  const sorted = [...all].sort((x, y) => x.beyond - y.beyond);
  return sorted.map(({ level }, index) => ({
    ...level,
    unlocks: sorted[index + 1]?.beyond ?? 100,
  }));
}

/** Whether a name is the given one, or that one with a number. */
export function isNamed(name: string, base: string): boolean {
  return (
    name === base ||
    (name.startsWith(`${base} (`) &&
      /^\d+\)$/.test(name.slice(base.length + 2)))
  );
}

/** The name, with a number where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let copy = 2; taken.includes(free); copy++) {
    free = `${name} (${copy})`;
  }
  return free;
}
