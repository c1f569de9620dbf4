import { useState } from 'react';
import {
  Budget,
  BudgetRequest,
  BudgetStatus,
} from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { BudgetField, checkedDraft, draftOf } from '../../presentation/budgets';
import { WriteDialog } from '../Parts/WriteDialog';
import { BudgetForm } from './BudgetForm';

/** What follows a dialog. */
interface DialogProps {
  onClose: () => void;
  /** It was written, or what was seen is no longer so: ask again. */
  onChanged: () => void;
}

/** Makes a budget, or changes the version that was seen. */
export function BudgetDialog(
  props: DialogProps & { budget?: Budget; currency: string },
) {
  const { budget, currency, onClose, onChanged } = props;
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(budget, currency));
  const [left, setLeft] = useState<ReadonlySet<BudgetField>>(new Set());
  const [sent, setSent] = useState(false);
  const write = useWrite(
    (api, request: BudgetRequest) =>
      budget
        ? api.updateBudget(budget.id, { ...request, version: budget.version })
        : api.createBudget(request),
    {
      onDone: () => {
        onChanged();
        onClose();
      },
      onRefused: onChanged,
    },
  );
  const checked = checkedDraft(draft);
  const wrong = 'wrong' in checked ? [...checked.wrong] : [];
  return (
    <WriteDialog
      write={write}
      title={
        budget
          ? say('budgets.form.edit', { name: budget.name })
          : say('budgets.form.create')
      }
      consequence={say('budgets.form.text')}
      keepLabel={say(budget ? 'states.cancel' : 'budgets.form.keepNew')}
      confirmLabel={say(
        budget ? 'budgets.form.editDo' : 'budgets.form.createDo',
      )}
      pendingLabel={say('states.saving')}
      onClose={onClose}
      onConfirm={() => {
        setSent(true);
        if ('request' in checked) write.run(checked.request);
      }}
    >
      <BudgetForm
        draft={draft}
        wrong={new Set(wrong.filter(field => sent || left.has(field)))}
        onChange={patch => setDraft({ ...draft, ...patch })}
        onLeave={field => setLeft(new Set([...left, field]))}
      />
    </WriteDialog>
  );
}

/** Asks before a budget goes, by what follows. */
export function RemoveDialog(props: DialogProps & { budget: BudgetStatus }) {
  const { budget, onClose, onChanged } = props;
  const say = useSay();
  const { id, name, amount, currency, version } = budget;
  const write = useWrite(api => api.removeBudget(id, version), {
    onDone: () => {
      onChanged();
      onClose();
    },
    onRefused: onChanged,
  });
  return (
    <WriteDialog
      write={write}
      title={say('budgets.removeTitle', { name })}
      consequence={say('budgets.removeText', {
        amount: say.money(amount, currency),
      })}
      keepLabel={say('budgets.removeKeep', { name })}
      confirmLabel={say('budgets.removeDo')}
      pendingLabel={say('budgets.removing')}
      onClose={onClose}
      onConfirm={() => write.run()}
    />
  );
}
