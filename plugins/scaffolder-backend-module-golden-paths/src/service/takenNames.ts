import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { textAt } from '../domain/policy/shape';
import { ParsedFile } from '../domain/policy/types';

const FILE = 'catalog-info.yaml';

/**
 * Entities that the catalog would be asked to take although it has one of that name already, whoever made it.
 * @param ask for entities, in the order of their refs, as the caller sees them.
 */
export async function takenNames(
  parsed: readonly ParsedFile[],
  ask: (refs: string[]) => Promise<{ items: (Entity | undefined)[] }>,
): Promise<Hit[]> {
  const documents = parsed.find(({ path }) => path === FILE)?.documents ?? [];
  const named = documents.flatMap(({ value, lineOf }) => {
    const kind = textAt(value, 'kind');
    const name = textAt(value, 'metadata', 'name');
    return kind && name
      ? [
          {
            ref: stringifyEntityRef({
              kind,
              namespace: textAt(value, 'metadata', 'namespace'),
              name,
            }),
            line: lineOf(['metadata', 'name']),
          },
        ]
      : [];
  });
  if (named.length === 0) {
    return [];
  }
  const { items } = await ask(named.map(({ ref }) => ref));
  return named.flatMap(({ ref, line }, index): Hit[] =>
    items[index]
      ? [{ rule: 'name-taken', file: FILE, line, subject: ref }]
      : [],
  );
}
