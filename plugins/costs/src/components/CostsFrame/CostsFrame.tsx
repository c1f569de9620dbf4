import { ReactNode } from 'react';
import { RiHistoryLine } from '@remixicon/react';
import {
  Action,
  PageFrame,
  PageState,
  PageTitle,
  PluginQuery,
  SelectField,
  StatusLabel,
  TabItem,
  Tabs,
} from '@textloom/ui';
import { CostView, ReconciliationStrip } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { CONNECT, COST_PAGES, CostPage, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import {
  sourceLine,
  sourceSentences,
  troubled,
} from '../../presentation/strip';
import { nameIn } from '../../text/names';
import { Say } from '../../text/say';
import { Strip } from './Strip';
import classes from './CostsFrame.module.css';
import { useViewWords } from './useViewWords';

/** Properties of {@link CostsFrame}. */
export interface CostsFrameProps<T extends CostView> {
  page: CostPage;
  query: PluginQuery<T>;
  /** Title of the page when it is not the name of its tab, such as with the month. */
  title?: (view: T) => string;
  /** Facts after those of all pages: whose costs, currency, open months. */
  facts?: (view: T) => ReactNode[];
  actions?: (view: T) => Action[];
  /** Open anomalies, which the tab tells where the page knows them. */
  openAnomalies?: (view: T) => number;
  /** The page has something to show even before a bill was read. */
  withoutBill?: boolean;
  children: (view: T) => ReactNode;
}

function useTabs(anomalies: number | undefined): TabItem[] {
  const say = useSay();
  const links = useLinks();
  return COST_PAGES.map(id => ({
    id,
    label: say(`tabs.${id}`),
    href: links.page(id) ?? '',
    ...(id === 'anomalies' &&
      anomalies && {
        count: anomalies,
        intent: {
          intent: 'caution' as const,
          label: say('openAnomalies', { count: anomalies }),
        },
      }),
  }));
}

function factsOf(view: CostView, say: Say): string[] {
  const { scope, owners, currency, openPeriods } = view.strip;
  const mine = owners.map(owner => nameIn(view.names, owner));
  const whose = () => {
    if (scope === 'all') return say('facts.all');
    return mine.length > 0
      ? say('facts.own', { owners: say.names(mine) })
      : say('facts.ownNone');
  };
  return [
    whose(),
    say('facts.basis', { currency }),
    ...(openPeriods.length > 0
      ? [
          say('facts.open', {
            months: say.names(openPeriods.map(say.monthName)),
          }),
        ]
      : []),
  ];
}

/** Of which bills the figures are, to which day, and how old those are. */
function Source({ strip }: { strip: ReconciliationStrip }) {
  const say = useSay();
  const { stale, text } = sourceLine(strip, say);
  return (
    <span className={classes.source} title={text}>
      {stale ? (
        <StatusLabel intent="stale">{text}</StatusLabel>
      ) : (
        <>
          <RiHistoryLine aria-hidden />
          <span className={classes.sourceText}>{text}</span>
        </>
      )}
    </span>
  );
}

/** Who sees only their own is told so, and who sees the rest. */
function ScopeNote({ view }: { view: CostView }) {
  const say = useSay();
  const { scope, owners } = view.strip;
  if (scope === 'all') return null;
  return (
    <p className={classes.scope}>
      {owners.length === 0
        ? say('scope.ownNone')
        : say('scope.own', {
            owners: say.names(owners.map(owner => nameIn(view.names, owner))),
          })}
    </p>
  );
}

function Trouble({ strip }: { strip: ReconciliationStrip }) {
  const say = useSay();
  const href = useLinks().page('reconciliation');
  return (
    <>
      {troubled(strip.sources).map(source => {
        const [title, ...rest] = sourceSentences(source, say);
        return (
          <PageState
            key={source.id}
            kind={source.state === 'failed' ? 'error' : 'stale'}
            size="cell"
            title={title}
            actions={href ? [{ label: say('source.inspect'), href }] : []}
          >
            {rest.length > 0 && say.sentences(rest)}
          </PageState>
        );
      })}
    </>
  );
}

function CurrencyField({ strip }: { strip: ReconciliationStrip }) {
  const say = useSay();
  const [, choose] = useCurrency();
  if (strip.otherCurrencies.length === 0) return null;
  return (
    <div className={classes.tools}>
      <SelectField
        label={say('currency')}
        value={strip.currency}
        options={[strip.currency, ...strip.otherCurrencies]
          .sort()
          .map(value => ({ value, label: value }))}
        onChange={choose}
      />
    </div>
  );
}

function Inside<T extends CostView>(props: CostsFrameProps<T> & { view: T }) {
  const { page, view, title, facts, actions, children } = props;
  const say = useSay();
  const tabs = useTabs(props.openAnomalies?.(view));
  const { strip } = view;
  const empty = strip.billedTo === undefined && !props.withoutBill;
  return (
    <>
      <PageTitle
        name={title && !empty ? title(view) : say(`tabs.${page}`)}
        facts={[...factsOf(view, say), ...(facts?.(view) ?? [])]}
        actions={empty ? [] : actions?.(view)}
      />
      <Tabs label={say('tabsLabel')} items={tabs} current={page} />
      <Trouble strip={strip} />
      <ScopeNote view={view} />
      <CurrencyField strip={strip} />
      {empty ? (
        <PageState
          kind="empty"
          title={say('states.empty')}
          actions={[{ label: say('states.connect'), href: CONNECT }]}
        >
          {say('states.emptyText')}
        </PageState>
      ) : (
        children(view)
      )}
      <Strip strip={strip} />
    </>
  );
}

/**
 * The frame of each page of costs: title with whose costs in which currency, tabs, what is wrong with a source, and
 * beneath the proof that the figures are those of the bill.
 */
export function CostsFrame<T extends CostView>(props: CostsFrameProps<T>) {
  const { page, query } = props;
  const say = useSay();
  const root = useLinks().page('overview');
  return (
    <PageFrame
      crumbs={[
        { label: say('costs'), href: root },
        { label: say(`tabs.${page}`) },
      ]}
      query={query}
      words={useViewWords()}
      sourceOf={view => <Source strip={view.strip} />}
    >
      {view => <Inside {...props} view={view} />}
    </PageFrame>
  );
}
