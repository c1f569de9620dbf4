import { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLocale } from '../../i18n/useLocale';

const tags = { en: 'en-GB', zh: 'zh-CN' };

/** Gives the overlay's own hidden words, such as its Dismiss button, the app's language. */
export function OverlayLanguage({ children }: { children: ReactNode }) {
  return <I18nProvider locale={tags[useLocale()]}>{children}</I18nProvider>;
}
