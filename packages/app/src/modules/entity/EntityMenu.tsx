import { ReactElement } from 'react';
import {
  AppNode,
  ExtensionBoundary,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { EntityContextMenuItemData } from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';

/** An action that a plugin offers on an entity. */
export interface EntityMenuItem {
  node: AppNode;
  data: EntityContextMenuItemData;
}

function Content({ icon, useProps }: EntityContextMenuItemData): ReactElement {
  const { title, disabled, onClick, ...rest } = useProps();
  return (
    <MenuItem
      iconStart={icon}
      href={'href' in rest ? rest.href : undefined}
      isDisabled={disabled}
      onAction={onClick && (() => void onClick())}
    >
      {title}
    </MenuItem>
  );
}

/** What can be done with the entity, as plugins contribute it. */
export function EntityMenu({ items }: { items: EntityMenuItem[] }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  if (items.length === 0) return null;
  return (
    <MenuTrigger>
      <ButtonIcon
        variant="secondary"
        icon={<RiMore2Line />}
        aria-label={t('entityContextMenu.moreButtonAriaLabel')}
      />
      <Menu placement="bottom end">
        {items.map(({ node, data }) => (
          <ExtensionBoundary
            key={node.spec.id}
            node={node}
            errorPresentation="error-api"
          >
            <Content {...data} />
          </ExtensionBoundary>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
