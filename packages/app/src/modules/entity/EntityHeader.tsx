import { Entity } from '@backstage/catalog-model';
import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  useAsyncEntity,
  useEntityPresentation,
  useStarredEntity,
} from '@backstage/plugin-catalog-react';
import {
  catalogReactTranslationRef,
  EntityHeaderLayoutProps,
} from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon, Header } from '@backstage/ui';
import { useResolvedPath } from 'react-router-dom';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { translateKind, translateTitle } from '../shell/titles';
import { EntityMenu, EntityMenuItem } from './EntityMenu';
import { useMetadata } from './useMetadata';
import './entity.css';

function Star({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  return (
    <ButtonIcon
      variant="secondary"
      aria-label={
        isStarredEntity
          ? t('favoriteEntity.removeFromFavorites')
          : t('favoriteEntity.addToFavorites')
      }
      aria-pressed={isStarredEntity}
      icon={isStarredEntity ? <RiStarFill /> : <RiStarLine />}
      onPress={() => toggleStarredEntity()}
    />
  );
}

type Props = EntityHeaderLayoutProps & {
  entity: Entity;
  items: EntityMenuItem[];
};

function Loaded({ entity, items, tabs, activeTabId }: Props) {
  const { t } = useTranslationRef(appTranslationRef);
  const { primaryTitle } = useEntityPresentation(entity);
  const metadata = useMetadata(entity);
  const type = entity.spec?.type?.toString();
  const { pathname } = useResolvedPath('.');
  const shownTabs = tabs.map(tab =>
    'items' in tab
      ? {
          ...tab,
          label: translateTitle(t, tab.label),
          items: tab.items.map(item => ({
            ...item,
            label: translateTitle(t, item.label),
          })),
        }
      : { ...tab, label: translateTitle(t, tab.label) },
  );
  return (
    <BreadcrumbEntry entry={{ label: primaryTitle, href: pathname }}>
      <Header
        title={primaryTitle}
        tags={[
          { label: translateKind(t, entity.kind) },
          ...(type ? [{ label: type }] : []),
        ]}
        metadata={metadata}
        tabs={shownTabs}
        activeTabId={activeTabId}
        customActions={
          <>
            <Star entity={entity} />
            <EntityMenu items={items} />
          </>
        }
      />
    </BreadcrumbEntry>
  );
}

/** The framework's entity header with kind, tabs and menu in the reader's language. */
export function EntityHeader(
  props: EntityHeaderLayoutProps & { items: EntityMenuItem[] },
) {
  const { entity } = useAsyncEntity();
  return entity ? <Loaded {...props} entity={entity} /> : null;
}
