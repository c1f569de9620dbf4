import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Button, Dialog, DialogBody, DialogTrigger } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCloseLine, RiMenuLine } from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { AccountMenu } from './AccountMenu';
import { NavGroup } from './arrangeNav';
import { NavList } from './NavList';

/** Everything that the desktop's bar holds, as a sheet. Closes when one goes somewhere. */
export function PhoneMenu({ groups }: { groups: NavGroup[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button variant="tertiary" className="tlapp-bottom__item">
        <RiMenuLine aria-hidden />
        <span>{t('nav.menu')}</span>
      </Button>
      <Dialog className="tlapp-sheet" aria-label={t('nav.menu')}>
        <DialogBody>
          <Button
            variant="tertiary"
            slot="close"
            className="tlapp-sheet__close"
            aria-label={t('account.close')}
          >
            <RiCloseLine aria-hidden />
          </Button>
          <nav className="tlapp-sheet__nav" aria-label={t('nav.label')}>
            <NavList groups={groups} />
          </nav>
          <AccountMenu />
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}
