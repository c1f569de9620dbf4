import { Field } from '@textloom/ui';
import { BudgetScope } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { BudgetDraft, BudgetField } from '../../presentation/budgets';
import classes from './BudgetsPage.module.css';
import { ScopeValueField } from './ScopeValueField';

const DIMENSIONS = [
  'all',
  'owner',
  'component',
  'environment',
  'system',
] as const satisfies readonly BudgetScope['dimension'][];

/** Properties of {@link BudgetForm}. */
export interface BudgetFormProps {
  draft: BudgetDraft;
  /** Fields whose error is shown. */
  wrong: ReadonlySet<BudgetField>;
  onChange: (patch: Partial<BudgetDraft>) => void;
  /** The reader has left a field. */
  onLeave: (field: BudgetField) => void;
}

function ScopeFields(props: BudgetFormProps & { error?: string }) {
  const { draft, onChange, error } = props;
  const say = useSay();
  return (
    <>
      <Field label={say('budgets.form.dimension')}>
        <select
          value={draft.dimension}
          onChange={event =>
            onChange({
              dimension:
                DIMENSIONS.find(each => each === event.target.value) ?? 'all',
              value: '',
            })
          }
        >
          {DIMENSIONS.map(each => (
            <option key={each} value={each}>
              {say(`budgets.dimensions.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      {draft.dimension !== 'all' && (
        <ScopeValueField
          dimension={draft.dimension}
          value={draft.value}
          error={error}
          onChange={value => onChange({ value })}
        />
      )}
    </>
  );
}

/** The fields of a budget. What is wrong with one is said when it is left, or when all are sent. */
export function BudgetForm(props: BudgetFormProps) {
  const { draft, wrong, onChange, onLeave } = props;
  const say = useSay();
  const errorOf = (field: BudgetField) =>
    wrong.has(field) ? say(`budgets.errors.${field}`) : undefined;
  const input = (field: 'name' | 'amount' | 'thresholds' | 'remedy') => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) =>
      onChange({ [field]: event.target.value }),
    onBlur: () => onLeave(field),
  });
  return (
    <>
      <Field label={say('budgets.form.name')} error={errorOf('name')}>
        <input maxLength={80} {...input('name')} />
      </Field>
      <ScopeFields {...props} error={errorOf('scope')} />
      <Field
        label={say('budgets.form.amount', { currency: draft.currency })}
        help={say('budgets.form.amountHelp')}
        error={errorOf('amount')}
      >
        <input inputMode="decimal" {...input('amount')} />
      </Field>
      <Field
        label={say('budgets.form.thresholds')}
        help={say('budgets.form.thresholdsHelp')}
        error={errorOf('thresholds')}
      >
        <input {...input('thresholds')} />
      </Field>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={draft.forecastAlert}
          onChange={event => onChange({ forecastAlert: event.target.checked })}
        />
        {say('budgets.form.forecastAlert')}
      </label>
      <Field
        label={say('budgets.form.remedy')}
        help={say('budgets.form.remedyHelp')}
        error={errorOf('remedy')}
      >
        <textarea rows={3} maxLength={500} {...input('remedy')} />
      </Field>
    </>
  );
}
