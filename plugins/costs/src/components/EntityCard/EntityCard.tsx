import { useEntity } from '@backstage/plugin-catalog-react';
import {
  NO_VALUE,
  PageState,
  Spark,
  StatusLabel,
  Surface,
  TextLink,
} from '@textloom/ui';
import { EntityCostView } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { sizeOf } from '../../presentation/amounts';
import { openAnomalies, unitLabel } from '../../presentation/overview';
import { recommendationTitle } from '../../presentation/recommendations';
import { billedSpan } from '../../presentation/spans';
import { nameIn, refOf } from '../../text/names';
import { BlockFrame } from '../CostsFrame/BlockFrame';
import { Change } from '../Parts/Change';
import { ExplainFigure } from '../Parts/ExplainFigure';
import parts from '../Parts/Parts.module.css';
import classes from './EntityCard.module.css';

function useExploreLink(view: EntityCostView): string | undefined {
  return useLinks().explore({
    ...billedSpan(view.month, view.strip.billedTo),
    filter: { component: [view.entity] },
    groupBy: ['service'],
  });
}

function Head({ view }: { view: EntityCostView }) {
  const say = useSay();
  const { month, monthToDate, strip, daily, entity } = view;
  const { currency, billedTo } = strip;
  const [first] = daily;
  const last = daily[daily.length - 1];
  return (
    <div className={classes.head}>
      <div>
        <span className={parts.note}>
          {say('card.toDate', {
            month: say.monthName(month),
            day: billedTo ? say.day(billedTo) : say('unknownValue'),
          })}
          {billedTo && (
            <ExplainFigure
              amount={monthToDate}
              of={{
                ...billedSpan(month, billedTo),
                currency,
                filter: { component: [entity] },
              }}
            />
          )}
        </span>
        <span className={classes.figure}>
          {say.money(monthToDate, currency)}
        </span>
      </div>
      {first && (
        <Spark
          label={say('card.trend', { range: say.range(first.day, last.day) })}
          values={daily.map(({ amount }) => Number(amount))}
        />
      )}
    </div>
  );
}

function Facts({ view }: { view: EntityCostView }) {
  const say = useSay();
  const { monthToDate, previous, forecast, strip, unit, environments } = view;
  const { currency } = strip;
  const href = useLinks().forecast({ component: [view.entity] });
  const ahead = forecast && say.money(forecast, currency, { digits: 'whole' });
  const newest = unit?.points.filter(({ unitCost }) => unitCost).pop();
  return (
    <dl className={parts.terms}>
      <dt>{say('card.change')}</dt>
      <dd>
        <Change now={monthToDate} before={previous} />
      </dd>
      <dt>{say('card.forecast')}</dt>
      <dd>
        {ahead && href ? (
          <TextLink href={href}>{ahead}</TextLink>
        ) : (
          ahead ?? NO_VALUE
        )}
      </dd>
      {unit && (
        <>
          <dt>{unitLabel(unit, say)}</dt>
          <dd>{say.money(newest?.unitCost, currency, { digits: 'unit' })}</dd>
        </>
      )}
      {environments.map(({ environment, cost }) => [
        <dt key={environment}>{environment || say('card.noEnvironment')}</dt>,
        <dd key={`${environment}/cost`}>{say.money(cost, currency)}</dd>,
      ])}
    </dl>
  );
}

function Steps({ view }: { view: EntityCostView }) {
  const say = useSay();
  const links = useLinks();
  const { names, strip } = view;
  const open = openAnomalies(view.anomalies);
  const [next] = view.recommendations;
  const savings = links.page('savings');
  if (open.length === 0 && !next) return null;
  return (
    <ul className={classes.steps}>
      {open.map(anomaly => {
        const href = links.anomaly(anomaly.id);
        const text = say(
          anomaly.sign === 'up' ? 'card.anomaly' : 'card.anomalyDown',
          {
            name: nameIn(names, anomaly.value),
            amount: say.money(sizeOf(anomaly.impact), strip.currency),
          },
        );
        return (
          <li key={anomaly.id}>
            <StatusLabel intent="caution">
              {say('card.since', { day: say.day(anomaly.from) })}
            </StatusLabel>{' '}
            {href ? <TextLink href={href}>{text}</TextLink> : text}
          </li>
        );
      })}
      {next && (
        <li>
          <span className={parts.note}>{say('card.next')}</span>
          {savings ? (
            <TextLink href={savings}>
              {recommendationTitle(next, names, say)}
            </TextLink>
          ) : (
            recommendationTitle(next, names, say)
          )}
          <span className={parts.note}>
            {say('overview.saves', {
              amount: say.money(next.monthlySaving, next.currency, {
                digits: 'whole',
              }),
              effort: say(`effort.${next.effort}`),
            })}
          </span>
        </li>
      )}
    </ul>
  );
}

function Costs({ view }: { view: EntityCostView }) {
  const say = useSay();
  const href = useExploreLink(view);
  if (view.daily.length === 0) {
    return (
      <PageState kind="empty" size="cell" title={say('card.none')}>
        {say('card.noneText')}
      </PageState>
    );
  }
  return (
    <div className={classes.card}>
      <Head view={view} />
      <Facts view={view} />
      <Steps view={view} />
      {href && <TextLink href={href}>{say('card.open')}</TextLink>}
    </div>
  );
}

function Block({ entity }: { entity: string }) {
  const say = useSay();
  const [currency] = useCurrency();
  const query = useView({
    key: ['entity', entity, currency],
    load: api => api.getEntity(entity, { currency }),
  });
  return (
    <BlockFrame
      query={query}
      notFound={{
        title: say('card.none'),
        text: say('card.noneText'),
        back: { label: say('costs') },
      }}
    >
      {view => <Costs view={view} />}
    </BlockFrame>
  );
}

/** What a catalog entity costs: so far, trend, forecast, per unit, what is odd, what to do next. */
export function EntityCard() {
  const { entity } = useEntity();
  const say = useSay();
  return (
    <Surface title={say('card.title')}>
      <Block entity={refOf(entity)} />
    </Surface>
  );
}
