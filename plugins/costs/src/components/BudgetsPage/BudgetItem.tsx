import { useState } from 'react';
import { ActionButton, StatusLabel, TextLink } from '@textloom/ui';
import {
  BudgetStatus,
  costsBudgetUpdatePermission,
  Names,
} from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useRefusal } from '../../hooks/useRefusal';
import { useSay } from '../../hooks/useSay';
import { budgetOutlook } from '../../presentation/budget';
import {
  scopeFilter,
  scopeWords,
  thresholdWords,
} from '../../presentation/budgets';
import { billedSpan } from '../../presentation/spans';
import { nameIn } from '../../text/names';
import { BudgetBar } from '../OverviewPage/BudgetsCard';
import parts from '../Parts/Parts.module.css';
import { BudgetDialog, RemoveDialog } from './BudgetDialogs';
import classes from './BudgetsPage.module.css';

function Alerts({ budget }: { budget: BudgetStatus }) {
  const say = useSay();
  if (budget.alerts.length === 0) {
    return <p className={parts.quiet}>{say('budgets.noAlerts')}</p>;
  }
  return (
    <ul className={classes.alerts} aria-label={say('budgets.alerts')}>
      {budget.alerts.map(({ threshold, kind, at }) => (
        <li key={`${kind}/${threshold}`}>
          {say(
            kind === 'actual' ? 'budgets.alertActual' : 'budgets.alertForecast',
            { when: say.when(at), threshold: `${threshold}%` },
          )}
        </li>
      ))}
    </ul>
  );
}

function Actions(props: { budget: BudgetStatus; onChanged: () => void }) {
  const { budget, onChanged } = props;
  const say = useSay();
  const refusal = useRefusal(costsBudgetUpdatePermission);
  const [asking, setAsking] = useState<'edit' | 'remove'>();
  const dialog = { onClose: () => setAsking(undefined), onChanged };
  const { name, currency } = budget;
  return (
    <>
      <ActionButton
        label={say('budgets.editOf', { name })}
        disabledReason={refusal}
        onPress={() => setAsking('edit')}
      />
      {!refusal && (
        <ActionButton
          variant="tertiary"
          label={say('budgets.removeOf', { name })}
          onPress={() => setAsking('remove')}
        />
      )}
      {asking === 'edit' && (
        <BudgetDialog {...dialog} budget={budget} currency={currency} />
      )}
      {asking === 'remove' && <RemoveDialog {...dialog} budget={budget} />}
    </>
  );
}

/** One budget: spent and foreseen against its amount, when is told, who was told, what to do then. */
export function BudgetItem(props: {
  budget: BudgetStatus;
  names: Names;
  billedTo: string | undefined;
  elapsed: number | undefined;
  onChanged: () => void;
}) {
  const { budget, names, billedTo, elapsed, onChanged } = props;
  const say = useSay();
  const links = useLinks();
  const outlook = budgetOutlook(budget, say);
  const said = (amount: string) => say.money(amount, budget.currency);
  const explore = links.explore({
    ...billedSpan(budget.month, billedTo),
    filter: scopeFilter(budget.scope),
  });
  return (
    <li className={parts.item}>
      <div className={parts.itemHead}>
        <h4 className={parts.itemTitle}>
          {budget.name}
          <span className={parts.note}>
            {scopeWords(budget.scope, names, say)}
          </span>
        </h4>
        <span className={parts.amount}>
          {say('budgets.spent', {
            spent: said(budget.spent),
            amount: said(budget.amount),
          })}
        </span>
      </div>
      <BudgetBar budget={budget} elapsed={elapsed} />
      <StatusLabel intent={outlook.intent}>{outlook.text}</StatusLabel>
      {budget.remedy && (
        <p className={parts.quiet}>
          <b>{say('budgets.remedy')}</b> <span lang="und">{budget.remedy}</span>
        </p>
      )}
      <Alerts budget={budget} />
      <p className={parts.quiet}>
        {[
          thresholdWords(budget, say),
          say('budgets.changed', {
            by: nameIn(names, budget.updatedBy),
            when: say.when(budget.updatedAt),
          }),
        ].join(' · ')}
      </p>
      <div className={parts.tools}>
        <Actions budget={budget} onChanged={onChanged} />
        {explore && (
          <TextLink href={explore}>{say('budgets.explore')}</TextLink>
        )}
      </div>
    </li>
  );
}
