import { ReactElement } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NavContentNavItem } from '@backstage/plugin-app-react';
import {
  RiApps2Line,
  RiAddBoxLine,
  RiBookOpenLine,
  RiCoinsLine,
  RiHome5Line,
  RiInboxLine,
  RiLifebuoyLine,
  RiNotification3Line,
  RiPlugLine,
  RiRocketLine,
  RiServerLine,
  RiSettings4Line,
} from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { pageId } from './arrangeNav';

/** One icon set in the whole bar, whatever a plugin brings. */
const ICONS: Record<string, ReactElement> = {
  'page:home': <RiHome5Line />,
  'page:deployments/inbox': <RiInboxLine />,
  'page:clusters': <RiServerLine />,
  'page:deployments': <RiRocketLine />,
  'page:restore-drills': <RiLifebuoyLine />,
  'page:costs': <RiCoinsLine />,
  'page:catalog': <RiApps2Line />,
  'page:scaffolder': <RiAddBoxLine />,
  'page:techdocs': <RiBookOpenLine />,
  'page:api-docs': <RiPlugLine />,
  'page:notifications': <RiNotification3Line />,
  'page:user-settings': <RiSettings4Line />,
};

/** The icon of a nav item; its own where the bar has none. */
export function itemIcon(item: NavContentNavItem) {
  return ICONS[pageId(item)] ?? item.icon;
}

/** Names nav items in the reader's language; a page's own title else. */
export function useItemTitle(): (item: NavContentNavItem) => string {
  const { t } = useTranslationRef(appTranslationRef);
  return item => {
    switch (pageId(item)) {
      case 'page:home':
        return t('nav.items.today');
      case 'page:deployments/inbox':
        return t('nav.items.inbox');
      case 'page:clusters':
        return t('nav.items.clusters');
      case 'page:deployments':
        return t('nav.items.deployments');
      case 'page:restore-drills':
        return t('nav.items.restoreDrills');
      case 'page:costs':
        return t('nav.items.costs');
      case 'page:catalog':
        return t('nav.items.catalog');
      case 'page:scaffolder':
        return t('nav.items.create');
      case 'page:techdocs':
        return t('nav.items.docs');
      case 'page:api-docs':
        return t('nav.items.apis');
      case 'page:notifications':
        return t('nav.items.notifications');
      case 'page:user-settings':
        return t('nav.items.settings');
      default:
        return item.title;
    }
  };
}
