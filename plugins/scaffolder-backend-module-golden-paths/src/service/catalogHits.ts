import {
  componentEntityV1alpha1Validator,
  Entity,
  entityEnvelopeSchemaValidator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  SchemaValidEntityPolicy,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { textAt } from '../domain/policy/shape';
import { ParsedDocument, ParsedFile } from '../domain/policy/types';

const FILE = 'catalog-info.yaml';
const KINDS = [
  componentEntityV1alpha1Validator,
  { check: isCompleteApi },
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
];
/** What the catalog itself checks of every entity. */
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const isEnvelope = entityEnvelopeSchemaValidator();

/** Whether the catalog will take `catalog-info.yaml`, by the catalog's own validators. */
export async function catalogHits(
  parsed: readonly ParsedFile[],
): Promise<Hit[]> {
  const file = parsed.find(({ path }) => path === FILE);
  if (!file) {
    return [{ rule: 'catalog-info-missing', file: FILE }];
  }
  // What cannot be parsed is a finding of its own.
  const found = await Promise.all(
    file.documents.map(async document => [
      ...(await validity(document)),
      ...ownership(document),
    ]),
  );
  return found.flat();
}

async function validity({ value, lineOf }: ParsedDocument): Promise<Hit[]> {
  try {
    const entity = await POLICY.enforce(isEnvelope(value) as Entity);
    const known = await Promise.all(
      KINDS.map(kind => entity && kind.check(entity)),
    );
    if (known.includes(true)) {
      return [];
    }
    return [
      {
        rule: 'catalog-info-invalid',
        file: FILE,
        line: lineOf([]),
        subject: `kind ${textAt(value, 'kind')}`,
      },
    ];
  } catch (error) {
    const subject = (error instanceof Error ? error.message : String(error))
      .split('\n')[0]
      .slice(0, 300);
    return [
      { rule: 'catalog-info-invalid', file: FILE, line: lineOf([]), subject },
    ];
  }
}

/** The catalog's own validator of APIs is not exported. The definition may also be a placeholder such as `$text`. */
async function isCompleteApi(entity: Entity): Promise<boolean> {
  return (
    entity.kind === 'API' &&
    ['type', 'lifecycle', 'owner'].every(key => textAt(entity.spec, key)) &&
    Boolean(entity.spec?.definition)
  );
}

function ownership({ value, lineOf }: ParsedDocument): Hit[] {
  const owner = textAt(value, 'spec', 'owner');
  if (textAt(value, 'kind') === 'System' || isGroup(owner)) {
    return [];
  }
  return [
    {
      rule: 'catalog-owner',
      file: FILE,
      line: lineOf(['spec', 'owner']) ?? lineOf(['spec']),
      ...(owner && { subject: owner }),
    },
  ];
}

function isGroup(owner: string | undefined): boolean {
  try {
    return (
      owner !== undefined &&
      parseEntityRef(owner, { defaultKind: 'group' }).kind.toLowerCase() ===
        'group'
    );
  } catch {
    return false;
  }
}
