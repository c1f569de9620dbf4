import { Freeze } from '../domain/policy';
import { noteDuplicates } from './duplicates';
import { Fields, FileNode, PolicyReader } from './PolicyReader';
import { moment, weekMinute } from './units';

const MOMENT_SHAPE = 'a time with its zone such as 2026-12-20T00:00:00Z';
const WEEK_SHAPE = 'a day and a time in UTC such as Fri 18:00';

/** Freezes of the file, each in environments that the file has. */
export function readFreezes(
  node: FileNode,
  environments: readonly string[],
  reader: PolicyReader,
): Freeze[] {
  const read: { name: string; node: FileNode }[] = [];
  const freezes = reader.list(node, 'freezes', item => {
    const freeze = readFreeze(item, environments, reader);
    if (freeze) {
      read.push({ name: freeze.name, node: item });
    }
    return freeze;
  });
  noteDuplicates(read, 'freeze', reader);
  return freezes;
}

function readFreeze(
  node: FileNode,
  environments: readonly string[],
  reader: PolicyReader,
): Freeze | undefined {
  const fields = reader.fields(node, 'A freeze', [
    'name',
    'reason',
    'environments',
    'services',
    'from',
    'to',
    'weekly',
  ]);
  if (!fields) {
    return undefined;
  }
  const name = reader.text(fields.get('name') ?? node, "A freeze's name");
  const reason = reader.text(fields.get('reason') ?? node, 'reason');
  const places = reader.list(fields.get('environments'), 'environments', item =>
    reader.converted(
      item,
      'environments',
      `names of the file's environments: ${environments.join(', ')}`,
      value => environments.find(known => known === value),
    ),
  );
  const services = reader.list(fields.get('services'), 'services', item =>
    reader.text(item, 'A service'),
  );
  const when = readWhen(fields, reader);
  return name === undefined || reason === undefined || when === undefined
    ? undefined
    : { name, reason, environments: places, services, when };
}

function readWhen(
  fields: Fields,
  reader: PolicyReader,
): Freeze['when'] | undefined {
  const weekly = fields.get('weekly');
  if (weekly === undefined) {
    return readOnce(fields, reader);
  }
  if (fields.get('from') !== undefined || fields.get('to') !== undefined) {
    return reader.problem(
      weekly,
      'A freeze has either weekly, or from and to.',
    );
  }
  const span = reader.fields(weekly, 'weekly', ['from', 'to']);
  const read = (key: string) =>
    span &&
    reader.converted(span.get(key) ?? weekly, key, WEEK_SHAPE, weekMinute);
  const [fromMinute, toMinute] = [read('from'), read('to')];
  if (fromMinute === undefined || toMinute === undefined) {
    return undefined;
  }
  return fromMinute === toMinute
    ? reader.problem(weekly, 'A weekly freeze must not end where it begins.')
    : { weekly: { fromMinute, toMinute } };
}

function readOnce(
  fields: Fields,
  reader: PolicyReader,
): Freeze['when'] | undefined {
  const read = (key: string) =>
    reader.converted(fields.get(key) ?? fields.node, key, MOMENT_SHAPE, moment);
  const [from, to] = [read('from'), read('to')];
  if (from === undefined || to === undefined) {
    return undefined;
  }
  return from < to
    ? { from, to }
    : reader.problem(fields.get('to'), 'A freeze must end after it begins.');
}
