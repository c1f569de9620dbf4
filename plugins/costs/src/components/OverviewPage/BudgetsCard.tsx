import { ShareBar, StatusLabel, Surface, TextLink } from '@textloom/ui';
import { BudgetStatus } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { budgetOutlook } from '../../presentation/budget';
import parts from '../Parts/Parts.module.css';

/** A budget as a bar: solid spent, hatched foreseen, a line at today. */
export function BudgetBar(props: {
  budget: BudgetStatus;
  /** Share of the month that is billed. */
  elapsed: number | undefined;
}) {
  const { budget, elapsed } = props;
  const say = useSay();
  const { spentShare, forecastShare, name } = budget;
  // A budget that is passed is drawn whole, and what is beyond is said.
  const whole = Math.max(1, spentShare, forecastShare ?? 0);
  const { intent } = budgetOutlook(budget, say);
  return (
    <ShareBar
      label={say('overview.budgetBar', {
        name,
        spent: say.percent(spentShare),
        forecast: say.percent(forecastShare),
      })}
      share={spentShare / whole}
      ahead={forecastShare === undefined ? undefined : forecastShare / whole}
      mark={elapsed === undefined ? undefined : elapsed / whole}
      intent={
        intent === 'caution' || intent === 'critical' ? intent : undefined
      }
    />
  );
}

function Item(props: { budget: BudgetStatus; elapsed: number | undefined }) {
  const { budget, elapsed } = props;
  const say = useSay();
  const outlook = budgetOutlook(budget, say);
  const said = (amount: string) =>
    say.money(amount, budget.currency, { digits: 'whole' });
  return (
    <li className={parts.item}>
      <div className={parts.itemHead}>
        <h4 className={parts.itemTitle}>{budget.name}</h4>
        <span className={parts.amount}>
          {say('overview.spentOf', {
            spent: said(budget.spent),
            amount: said(budget.amount),
          })}
        </span>
      </div>
      <BudgetBar budget={budget} elapsed={elapsed} />
      {outlook.intent === 'positive' ? (
        <span className={parts.quiet}>{outlook.text}</span>
      ) : (
        <StatusLabel intent={outlook.intent}>{outlook.text}</StatusLabel>
      )}
    </li>
  );
}

/** Budgets of the month against what is spent and foreseen. */
export function BudgetsCard(props: {
  budgets: readonly BudgetStatus[];
  elapsed: number | undefined;
}) {
  const { budgets, elapsed } = props;
  const say = useSay();
  const href = useLinks().page('budgets');
  return (
    <Surface
      flush
      title={say('overview.budgets')}
      subtitle={budgets.length > 0 ? say('overview.budgetsNote') : undefined}
      action={
        href && <TextLink href={href}>{say('overview.allBudgets')}</TextLink>
      }
    >
      {budgets.length === 0 ? (
        <p className={parts.none}>{say('overview.noBudgets')}</p>
      ) : (
        <ul className={parts.list}>
          {budgets.slice(0, 5).map(budget => (
            <Item key={budget.id} budget={budget} elapsed={elapsed} />
          ))}
        </ul>
      )}
    </Surface>
  );
}
