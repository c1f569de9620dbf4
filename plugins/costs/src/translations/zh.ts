import { card } from './zh/card';
import { explain } from './zh/explain';
import { explore } from './zh/explore';
import { forecast } from './zh/forecast';
import { home } from './zh/home';
import { overview } from './zh/overview';
import { anomalies } from './zh/anomalies';
import { budgets } from './zh/budgets';
import { commitments } from './zh/commitments';
import { units } from './zh/units';
import { contracts } from './zh/contracts';
import { reconciliation } from './zh/reconciliation';
import { savings } from './zh/savings';
import { words } from './zh/words';

// A plain flat object: a missing key is a compile error at the translation ref.
export default {
  ...words,
  ...overview,
  ...explain,
  ...explore,
  ...forecast,
  ...card,
  ...home,
  ...savings,
  ...reconciliation,
  ...contracts,
  ...units,
  ...commitments,
  ...budgets,
  ...anomalies,
};
