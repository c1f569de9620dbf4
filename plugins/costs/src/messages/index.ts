import { cardMessages } from './card';
import { explainMessages } from './explain';
import { exploreMessages } from './explore';
import { forecastMessages } from './forecast';
import { homeMessages } from './home';
import { overviewMessages } from './overview';
import { anomaliesMessages } from './anomalies';
import { budgetsMessages } from './budgets';
import { commitmentsMessages } from './commitments';
import { unitsMessages } from './units';
import { contractsMessages } from './contracts';
import { reconciliationMessages } from './reconciliation';
import { savingsMessages } from './savings';
import { wordMessages } from './words';

/** English texts of all pages; each page has a file of its own. */
export const messages = {
  ...wordMessages,
  ...overviewMessages,
  ...explainMessages,
  ...exploreMessages,
  ...forecastMessages,
  ...cardMessages,
  ...homeMessages,
  ...savingsMessages,
  ...reconciliationMessages,
  ...contractsMessages,
  ...unitsMessages,
  ...commitmentsMessages,
  ...budgetsMessages,
  ...anomaliesMessages,
};
