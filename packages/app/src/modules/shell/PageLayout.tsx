import { useMemo } from 'react';
import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useLocation, useResolvedPath } from 'react-router-dom';
import { DocumentTitle } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { PageTab, PageTabs } from './PageTabs';
import { translateTitle } from './titles';

function absolute(href: string, parent: string): string {
  return href.startsWith('/')
    ? href
    : `${parent}/${href}`.replace(/\/{2,}/g, '/');
}

/** Names the page in the browser: what is open, then the part of the portal. */
function PortalTitle(props: { title: string; tabs?: PageTab[] }) {
  const { pathname } = useLocation();
  const { items } = useBreadcrumbEntries();
  const opened = items.slice(1).map(({ label }) => label);
  const tab = props.tabs?.find(({ href }) => pathname.startsWith(href));
  return (
    <DocumentTitle
      parts={[...opened.reverse(), ...(tab ? [tab.label] : []), props.title]}
    />
  );
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
      {title && <PortalTitle title={title} tabs={shownTabs} />}
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {shownTabs && shownTabs.length > 0 && (
        <PageTabs label={title} tabs={shownTabs} />
      )}
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
