import { GroupRule, LevelPolicy } from '../domain/policy';
import { FileNode, PolicyReader } from './PolicyReader';
import { percent } from './units';
import { noteDuplicates } from './duplicates';

const GROUP = /^(owner|group:[a-z0-9._-]+\/[A-Za-z0-9._-]+)$/;
const GROUP_SHAPE = 'owner or a group such as group:default/sre';

/** Reference of a group, `group:default/sre`, or `owner`. */
export function readGroup(
  node: FileNode,
  reader: PolicyReader,
): string | undefined {
  return reader.text(node, 'A group', GROUP, GROUP_SHAPE);
}

function readRule(node: FileNode, reader: PolicyReader): GroupRule | undefined {
  if (typeof reader.scalar(node) === 'string') {
    const group = readGroup(node, reader);
    return group === undefined ? undefined : { group, atLeast: 0 };
  }
  const fields = reader.fields(node, 'A group of a level', [
    'group',
    'atLeast',
  ]);
  const group = fields && readGroup(fields.get('group') ?? fields.node, reader);
  const atLeast =
    fields?.get('atLeast') === undefined
      ? 0
      : reader.number(fields.get('atLeast'), 'atLeast', {
          min: 0,
          max: 20,
          integer: true,
        });
  return group === undefined || atLeast === undefined
    ? undefined
    : { group, atLeast };
}

function readLevel(
  node: FileNode,
  reader: PolicyReader,
): LevelPolicy | undefined {
  const fields = reader.fields(node, 'A level', [
    'name',
    'approvals',
    'groups',
    'unlocks',
  ]);
  if (!fields) {
    return undefined;
  }
  const name = reader.text(fields.get('name') ?? fields.node, "A level's name");
  const approvals = reader.number(
    fields.get('approvals') ?? fields.node,
    'approvals',
    { min: 1, max: 20, integer: true },
  );
  const groupsNode = fields.get('groups');
  const groups = reader.list(groupsNode ?? fields.node, 'groups', item =>
    readRule(item, reader),
  );
  const unlocks =
    fields.get('unlocks') === undefined
      ? 100
      : reader.converted(
          fields.get('unlocks'),
          'unlocks',
          'a share of traffic from 0 to 100 %',
          percent,
        );
  if (name === undefined || approvals === undefined || unlocks === undefined) {
    return undefined;
  }
  const minima = groups.reduce((sum, { atLeast }) => sum + atLeast, 0);
  if (!groups.length) {
    return reader.problem(
      groupsNode ?? fields.node,
      `Level "${name}" needs at least one group.`,
    );
  }
  if (new Set(groups.map(({ group }) => group)).size < groups.length) {
    reader.problem(groupsNode, `Level "${name}" names a group twice.`);
  }
  if (minima > approvals) {
    reader.problem(
      fields.get('approvals'),
      `The groups of level "${name}" need ${minima} seats, but approvals is ${approvals}. Raise approvals or lower atLeast.`,
    );
  }
  return { name, approvals, groups, unlocks };
}

/** Levels of an environment, with rising shares of traffic up to 100 %. */
export function readLevels(
  node: FileNode,
  reader: PolicyReader,
): LevelPolicy[] {
  const read: { level: LevelPolicy; node: FileNode }[] = [];
  reader.list(node, 'levels', item => {
    const level = readLevel(item, reader);
    if (level) {
      read.push({ level, node: item });
    }
    return level;
  });
  noteDuplicates(
    read.map(entry => ({ name: entry.level.name, node: entry.node })),
    'level',
    reader,
  );
  read.forEach(({ level, node: at }, index) => {
    const before = read[index - 1]?.level.unlocks ?? 0;
    const last = index === read.length - 1;
    if (level.unlocks <= before) {
      reader.problem(
        at,
        `Level "${level.name}" must unlock more than the ${before} % of the level before.`,
      );
    } else if (last && level.unlocks !== 100) {
      reader.problem(
        at,
        `The last level, "${level.name}", must unlock 100 %, not ${level.unlocks} %.`,
      );
    }
  });
  return read.map(({ level }) => level);
}
