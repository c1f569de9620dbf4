/** One scalar of the autoscaler's status: the keys that lead to it, and its text. */
interface Scalar {
  path: string;
  value: string;
}

const LINE = /^( *)((?:- +)?)([A-Za-z][\w-]{0,63}):(?:\s+(.*))?$/;
const QUOTED = /^(["'])(.*)\1$/s;
/** YAML's marks of a text that goes on over the next lines. */
const BLOCK = /^[|>][-+]?$/;

interface Open {
  indent: number;
  key: string;
  /** It has a value of its own, so that what is deeper goes on with it. */
  scalar?: Scalar;
}

/**
 * The scalars of each entry of the list `nodeGroups`, by their path below the entry. Knows the YAML that the
 * autoscaler writes, not YAML: maps, one list of maps, plain, quoted and folded texts.
 */
export function groupScalars(text: string, maxGroups: number): Scalar[][] {
  const groups: Scalar[][] = [];
  let open: Open[] = [];
  let inGroups = false;
  for (const line of text.split('\n')) {
    const last = open[open.length - 1];
    const match = LINE.exec(line.trimEnd());
    const indent = match ? match[1].length + match[2].length : indentOf(line);
    if (last?.scalar && indent > last.indent && !match?.[2]) {
      goOn(last.scalar, line.trim());
    } else if (match) {
      const [, , dash, key, value = ''] = match;
      open = open.filter(parent => parent.indent < indent);
      if (indent === 0) {
        inGroups = key === 'nodeGroups';
      } else if (inGroups) {
        if (dash) {
          groups.push([]);
          open = [];
        }
        const path = [...open.map(parent => parent.key), key].join('.');
        const scalar = value ? { path, value } : undefined;
        if (scalar) {
          groups[groups.length - 1]?.push(scalar);
        }
        open.push({ indent, key, scalar });
      }
      if (groups.length > maxGroups) {
        return groups.slice(0, maxGroups).map(finish);
      }
    }
  }
  return groups.map(finish);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function goOn(scalar: Scalar, more: string): void {
  if (more && scalar.value.length < 4_096) {
    scalar.value = BLOCK.test(scalar.value) ? more : `${scalar.value} ${more}`;
  }
}

function finish(scalars: Scalar[]): Scalar[] {
  return scalars.map(({ path, value }) => ({
    path,
    value: QUOTED.exec(value)?.[2] ?? value,
  }));
}
