import { KeyboardEventHandler, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightUpLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link TextLink}. */
export interface TextLinkProps {
  /** A path of the portal or an absolute `http(s)` address, which opens in a new tab. */
  href: string;
  children: ReactNode;
  className?: string;
  title?: string;
  onKeyDown?: KeyboardEventHandler<HTMLAnchorElement>;
  'aria-current'?: 'page';
}

/** Whether an address leaves the portal. */
export function isExternal(href: string): boolean {
  return /^https?:\/\//i.test(href);
}

/** A link in text; one that leaves the portal says so. */
export function TextLink(props: TextLinkProps) {
  const { href, children, className = 'tl-link', ...rest } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  if (!isExternal(href)) {
    return (
      <Link to={href} className={className} {...rest}>
        {children}
      </Link>
    );
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={className}
      {...rest}
    >
      {children}
      <RiArrowRightUpLine className="tl-link__out" aria-hidden />
      <VisuallyHidden> {t('external')}</VisuallyHidden>
    </a>
  );
}
