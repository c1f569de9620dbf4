import { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCloseLine } from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';
import { OverlayLanguage } from './OverlayLanguage';

/** Properties of {@link Drawer}. */
export interface DrawerProps {
  open: boolean;
  /** Asked to close: Esc, the button, a press outside. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Actions at its foot. */
  footer?: ReactNode;
}

/**
 * More about one thing at the right edge, 480 px wide; the whole page on the phone. Keeps focus inside and
 * gives it back when it closes.
 */
export function Drawer({
  open,
  onClose,
  title,
  children,
  footer,
}: DrawerProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  return (
    <OverlayLanguage>
      <ModalOverlay
        className="tl-overlay tl-overlay--side"
        isOpen={open}
        onOpenChange={next => !next && onClose()}
        isDismissable
      >
        <Modal className="tl-drawer">
          <Dialog className="tl-overlay__dialog">
            <div className="tl-overlay__head">
              <Heading slot="title" className="tl-overlay__title">
                {title}
              </Heading>
              <button
                type="button"
                className="tl-btn tl-btn--tertiary"
                aria-label={t('overlay.close')}
                onClick={onClose}
              >
                <RiCloseLine className="tl-overlay__icon" aria-hidden />
              </button>
            </div>
            <div className="tl-overlay__body">{children}</div>
            {footer && <div className="tl-overlay__foot">{footer}</div>}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </OverlayLanguage>
  );
}
