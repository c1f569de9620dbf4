import {
  Costs as CostsOfPlatform,
  EnvironmentCosts,
  SPOT_SHARE,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import {
  DataColumn,
  DataTable,
  Explain,
  formatMoney,
  Locale,
  NO_VALUE,
  Surface,
  useLocale,
} from '@textloom/ui';
import { Say, useSay } from '../../hooks/useSay';
import { CostRow, costRows, dayOf } from '../../presentation/costs';
import { CostLines } from './CostLines';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link Costs}. */
export interface CostsProps {
  costs: CostsOfPlatform;
}

/** What the platform would cost in a month, by environment: beside the architecture document, and beside the budget. */
export function Costs({ costs }: CostsProps) {
  const say = useSay();
  const locale = useLocale();
  const { total, asOf } = costs;
  const date = dayOf(asOf, locale);
  const rows = costRows(costs);
  const production = costs.environments[costs.environments.length - 1];
  const seed = money(production?.seed?.against, locale);
  return (
    <Surface
      level={4}
      title={say('costs.title')}
      subtitle={
        total
          ? say('costs.subtitle', {
              amount: money(total.monthly, locale),
              date,
            })
          : say('costs.unknownSubtitle', { date })
      }
      flush
      footer={
        <div className={styles.basis}>
          <p>{say('costs.how', { spot: `${Number(SPOT_SHARE) * 100}%` })}</p>
          {production?.seed && (
            <p>{say('costs.comparison', { amount: seed })}</p>
          )}
        </div>
      }
    >
      <DataTable
        label={say('costs.title')}
        rows={rows}
        rowId={({ id }) => id}
        rowIntent={({ isAbove }) => (isAbove ? 'caution' : undefined)}
        count={false}
        columns={columnsOf(say, locale)}
      />
    </Surface>
  );
}

function money(amount: string | undefined, locale: Locale): string {
  return formatMoney(amount, 'USD', locale, { digits: 'whole' });
}

function columnsOf(say: Say, locale: Locale): DataColumn<CostRow>[] {
  return [
    {
      id: 'environment',
      header: say('costs.environment'),
      width: '30%',
      cell: ({ of }) => (of ? <Name of={of} /> : <b>{say('costs.all')}</b>),
    },
    {
      id: 'monthly',
      header: say('costs.monthly'),
      align: 'end',
      phone: 'figure',
      cell: ({ monthly }) =>
        monthly === undefined ? say('costs.notPriced') : money(monthly, locale),
    },
    {
      id: 'seed',
      header: say('costs.seed'),
      align: 'end',
      cell: ({ seed, isSame }) =>
        isSame
          ? say('costs.same')
          : formatMoney(seed?.difference, 'USD', locale, {
              digits: 'whole',
              sign: true,
            }),
    },
    {
      id: 'budget',
      header: say('costs.budget'),
      align: 'end',
      cell: row => budgetOf(row, say, locale),
    },
  ];
}

function budgetOf({ budget, isAbove }: CostRow, say: Say, locale: Locale) {
  if (!budget) {
    return NO_VALUE;
  }
  const amount = money(budget.against, locale);
  const rest = money(budget.difference.replace(/^-/, ''), locale);
  return isAbove
    ? say('costs.above', { budget: amount, over: rest })
    : say('costs.within', { budget: amount, left: rest });
}

function Name({ of }: { of: EnvironmentCosts }) {
  const say = useSay();
  const { environment, region } = of;
  return (
    <span className={styles.costName}>
      <span>
        <code>{environment}</code>
        <code className={styles.region}>{region}</code>
      </span>
      <Explain label={say('costs.explain', { environment })}>
        <CostLines of={of} />
      </Explain>
    </span>
  );
}
