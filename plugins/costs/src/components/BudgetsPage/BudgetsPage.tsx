import { useState } from 'react';
import { Action, Surface, Verdict } from '@textloom/ui';
import {
  BudgetsView,
  costsBudgetUpdatePermission,
  monthOf,
} from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useMonth } from '../../hooks/useMonth';
import { useRefusal } from '../../hooks/useRefusal';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { budgetsVerdict } from '../../presentation/budgets';
import { elapsedShare } from '../../presentation/overview';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import parts from '../Parts/Parts.module.css';
import { BudgetDialog } from './BudgetDialogs';
import { BudgetItem } from './BudgetItem';

/** The month that the view is of: the one asked for, else the last that is billed. */
function monthShown(view: BudgetsView, asked: string | undefined): string {
  const { billedTo, openPeriods } = view.strip;
  const [budget] = view.budgets;
  return (
    budget?.month ??
    asked ??
    (billedTo ? monthOf(billedTo) : openPeriods[0] ?? '')
  );
}

function Body(props: {
  view: BudgetsView;
  month: string;
  onChanged: () => void;
}) {
  const { view, month, onChanged } = props;
  const say = useSay();
  const { billedTo } = view.strip;
  const { remedy, ...verdict } = budgetsVerdict(view, say);
  return (
    <>
      <Verdict
        {...verdict}
        detail={remedy ? <span lang="und">{remedy}</span> : verdict.detail}
      />
      {view.budgets.length > 0 && (
        <Surface
          flush
          title={say('budgets.list', { month: say.month(month) })}
          subtitle={say('budgets.listNote')}
        >
          <ul className={parts.list}>
            {view.budgets.map(budget => (
              <BudgetItem
                key={budget.id}
                budget={budget}
                names={view.names}
                billedTo={billedTo}
                elapsed={elapsedShare(month, billedTo)}
                onChanged={onChanged}
              />
            ))}
          </ul>
        </Surface>
      )}
    </>
  );
}

/** Amounts per month that must not be passed without somebody knowing: set, changed, and what came of them. */
export function BudgetsPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const { month, actions } = useMonth();
  const refusal = useRefusal(costsBudgetUpdatePermission);
  const [creating, setCreating] = useState(false);
  const query = useView({
    key: ['budgets', currency, month],
    load: api => api.getBudgets({ currency, month }),
    keep: true,
  });
  const create: Action = {
    label: say('budgets.create'),
    disabledReason: refusal,
    onPress: () => setCreating(true),
  };
  return (
    <CostsFrame
      page="budgets"
      query={query}
      title={view =>
        say('budgets.title', { month: say.month(monthShown(view, month)) })
      }
      actions={view => [
        create,
        ...actions(monthShown(view, month), view.strip.billedTo),
      ]}
    >
      {view => (
        <>
          <Body
            view={view}
            month={monthShown(view, month)}
            onChanged={query.refresh}
          />
          {creating && (
            <BudgetDialog
              currency={view.strip.currency}
              onClose={() => setCreating(false)}
              onChanged={query.refresh}
            />
          )}
        </>
      )}
    </CostsFrame>
  );
}
