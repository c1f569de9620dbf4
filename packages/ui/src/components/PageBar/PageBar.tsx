import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';
import { middleCut } from '../../format/middleCut';
import { DocumentTitle, useProductTitle } from '../DocumentTitle/DocumentTitle';
import { TextLink } from '../TextLink/TextLink';

/** A step of the way to the page; the last one, without address, is the page. */
export interface Crumb {
  label: string;
  href?: string;
}

/** Properties of {@link PageBar}. */
export interface PageBarProps {
  crumbs: Crumb[];
  /** Right side: freshness, Copy link. */
  children?: ReactNode;
}

const LONGEST_CRUMB = 36;

/** The page's subject, then the part of the portal that it belongs to. */
function titleOf(crumbs: Crumb[]): string[] {
  const labels = crumbs.map(({ label }) => label);
  return [...labels.slice(-1), ...labels.slice(0, -1).slice(0, 1)];
}

/**
 * The 48 px bar: where the page is, how current it is, how to share it. It also names the page in the
 * browser, and holds the level-one heading that the page's visible title (h2) stands under.
 */
export function PageBar({ crumbs, children }: PageBarProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  const product = useProductTitle();
  return (
    <div className="tl-pagebar">
      <DocumentTitle parts={titleOf(crumbs)} />
      <VisuallyHidden>
        <h1>{crumbs.length > 1 ? crumbs[0].label : product}</h1>
      </VisuallyHidden>
      <nav aria-label={t('breadcrumbs')} className="tl-pagebar__crumbs">
        <ol>
          {crumbs.map((crumb, index) => (
            <li key={crumb.href ?? crumb.label}>
              {index > 0 && (
                <RiArrowRightSLine className="tl-pagebar__sep" aria-hidden />
              )}
              {crumb.href ? (
                <TextLink
                  href={crumb.href}
                  className="tl-pagebar__link"
                  title={crumb.label}
                >
                  {middleCut(crumb.label, LONGEST_CRUMB)}
                </TextLink>
              ) : (
                <span aria-current="page" title={crumb.label}>
                  {middleCut(crumb.label, LONGEST_CRUMB)}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {children && <div className="tl-pagebar__end">{children}</div>}
    </div>
  );
}
