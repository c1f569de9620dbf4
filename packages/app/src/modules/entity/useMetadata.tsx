import {
  CompoundEntityRef,
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import {
  EntityRefLink,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';

function Refs({ refs }: { refs: CompoundEntityRef[] }) {
  return (
    <span className="tlapp-refs">
      {refs.map(ref => (
        <EntityRefLink key={stringifyEntityRef(ref)} entityRef={ref} hideIcon />
      ))}
    </span>
  );
}

function labelOf({ kind }: CompoundEntityRef) {
  if (kind === 'system') return 'entityLabels.systemLabel' as const;
  if (kind === 'domain') return 'entityLabels.domainLabel' as const;
  return 'entityLabels.partOfLabel' as const;
}

/** Lifecycle, owners and what the entity is part of, for its header. */
export function useMetadata(entity: Entity) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const parents = getEntityRelations(entity, RELATION_PART_OF);
  const lifecycle = entity.spec?.lifecycle?.toString();
  const labels = [...new Set(parents.map(labelOf))];
  return [
    ...(lifecycle
      ? [{ label: t('entityLabels.lifecycleLabel'), value: lifecycle }]
      : []),
    ...(owners.length > 0
      ? [
          {
            label: t('entityLabels.ownerLabel'),
            value: <Refs refs={owners} />,
          },
        ]
      : []),
    ...labels.map(label => ({
      label: t(label),
      value: <Refs refs={parents.filter(ref => labelOf(ref) === label)} />,
    })),
  ];
}
