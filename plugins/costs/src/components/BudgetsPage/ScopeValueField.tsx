import { Field, useNow } from '@textloom/ui';
import { BudgetScope } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { spanOf } from '../../presentation/spans';
import { nameIn } from '../../text/names';

const HOUR_MS = 3_600_000;
/** More than this cannot be chosen from by hand; the ones with the highest costs come. */
const MOST = 500;

/** Whose costs a budget is of: those who had any in the last 90 days, by name. */
export function ScopeValueField(props: {
  dimension: Exclude<BudgetScope['dimension'], 'all'>;
  value: string;
  error?: string;
  onChange: (value: string) => void;
}) {
  const { dimension, value, error, onChange } = props;
  const say = useSay();
  const [currency] = useCurrency();
  const today = new Date(useNow(HOUR_MS)).toISOString().slice(0, 10);
  const { from, to } = spanOf('days-90', today);
  const { data } = useView({
    key: ['budget-values', dimension, from, to, currency],
    load: api =>
      api.explore({ from, to, currency, groupBy: [dimension], limit: MOST }),
  });
  const found = (data?.rows ?? []).flatMap(({ keys: [key] }) => key || []);
  const names = data?.names ?? {};
  // What a budget is of already stays a choice, also when it costs nothing any more.
  const values = [...new Set([...(value ? [value] : []), ...found])].sort(
    (a, b) => nameIn(names, a).localeCompare(nameIn(names, b)),
  );
  return (
    <Field label={say('budgets.form.value')} error={error}>
      <select value={value} onChange={event => onChange(event.target.value)}>
        <option value="">{say('budgets.form.choose')}</option>
        {values.map(each => (
          <option key={each} value={each}>
            {nameIn(names, each)}
          </option>
        ))}
      </select>
    </Field>
  );
}
