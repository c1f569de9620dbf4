import { useMemo } from 'react';
import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useResolvedPath } from 'react-router-dom';
import { appTranslationRef } from '../language/translation';
import { translateTitle } from './titles';

function absolute(href: string, parent: string): string {
  return href.startsWith('/')
    ? href
    : `${parent}/${href}`.replace(/\/{2,}/g, '/');
}

/** The framework's page layout with titles and tabs in the reader's language. */
export function PageLayout(props: PageLayoutProps) {
  const { icon, noHeader, titleLink, headerActions, tabs, children } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const title = props.title && translateTitle(t, props.title);
  const parent = useResolvedPath('.').pathname.replace(/\/$/, '');
  const shownTabs = useMemo(
    () =>
      tabs?.map(tab => ({
        ...tab,
        label: translateTitle(t, tab.label),
        href: absolute(tab.href, parent),
        matchStrategy: 'prefix' as const,
      })),
    [tabs, parent, t],
  );
  const { items } = useBreadcrumbEntries();
  const breadcrumbs = items.map(item => ({
    ...item,
    label: translateTitle(t, item.label),
  }));
  if (noHeader) return <>{children}</>;
  const content = (
    <>
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        tabs={shownTabs}
        customActions={headerActions}
      />
      {children}
    </>
  );
  if (!title) return content;
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parent || '/') }}
    >
      {content}
    </BreadcrumbEntry>
  );
}
