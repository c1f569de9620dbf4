import { Figure, Figures, moneyPieces, Spark, Verdict } from '@textloom/ui';
import { OverviewView } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useLinks } from '../../hooks/useLinks';
import { useMonth } from '../../hooks/useMonth';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import {
  elapsedShare,
  openAnomalies,
  overviewFigures,
  overviewVerdict,
  unitLabel,
} from '../../presentation/overview';
import { billedSpan } from '../../presentation/spans';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import { ExplainFigure } from '../Parts/ExplainFigure';
import parts from '../Parts/Parts.module.css';
import { AllocationCard } from './AllocationCard';
import { AnomaliesCard } from './AnomaliesCard';
import { BudgetsCard } from './BudgetsCard';
import { ChartCard, useOverviewGroup } from './ChartCard';
import { NextCard } from './NextCard';

function useFigures(view: OverviewView): Figure[] {
  const say = useSay();
  const { monthToDate, strip, month, unit } = view;
  const { currency } = strip;
  const pieces = moneyPieces(monthToDate, currency, say.locale);
  return overviewFigures(view, say).map(figure => {
    if (figure.id === 'toDate' && strip.billedTo) {
      return {
        ...figure,
        value: pieces.main,
        fraction: pieces.cents,
        hint: (
          <ExplainFigure
            amount={monthToDate}
            of={{ ...billedSpan(month, strip.billedTo), currency }}
          />
        ),
      };
    }
    if (figure.id === 'unit' && unit) {
      return {
        ...figure,
        aside: (
          <Spark
            label={say('overview.sparkOf', { name: unitLabel(unit, say) })}
            values={unit.points.map(({ unitCost }) =>
              unitCost === undefined ? undefined : Number(unitCost),
            )}
          />
        ),
      };
    }
    return figure;
  });
}

function Body({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const { strip, names, month } = view;
  return (
    <>
      <Verdict
        {...overviewVerdict(view, say, {
          anomaly: links.anomaly,
          budgets: links.page('budgets'),
        })}
      />
      <Figures label={say('overview.figures')} items={useFigures(view)} />
      <ChartCard view={view} />
      <div className={parts.columns}>
        <div className={parts.main}>
          <AllocationCard view={view} />
        </div>
        <div className={parts.side}>
          <AnomaliesCard
            anomalies={view.anomalies}
            names={names}
            currency={strip.currency}
          />
          <BudgetsCard
            budgets={view.budgets}
            elapsed={elapsedShare(month, strip.billedTo)}
          />
          <NextCard recommendations={view.recommendations} names={names} />
        </div>
      </div>
    </>
  );
}

/** Am I all right: will the month end in its budget, whose is it, what is odd, what is worth doing. */
export function OverviewPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const [by] = useOverviewGroup();
  const { month, actions } = useMonth();
  const query = useView({
    key: ['overview', currency, by, month],
    load: api => api.getOverview({ currency, by, month }),
    keep: true,
  });
  return (
    <CostsFrame
      page="overview"
      query={query}
      title={view => say('overview.title', { month: say.month(view.month) })}
      actions={view => actions(view.month, view.strip.billedTo)}
      openAnomalies={view => openAnomalies(view.anomalies).length}
    >
      {view => <Body view={view} />}
    </CostsFrame>
  );
}
