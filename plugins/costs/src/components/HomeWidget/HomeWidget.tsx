import { StatusLabel, Surface, TextLink } from '@textloom/ui';
import { OverviewView } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { elapsedShare, overviewVerdict } from '../../presentation/overview';
import { BlockFrame } from '../CostsFrame/BlockFrame';
import { BudgetBar } from '../OverviewPage/BudgetsCard';
import parts from '../Parts/Parts.module.css';
import classes from './HomeWidget.module.css';

function Body({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const { budget, month, monthToDate, strip } = view;
  const { intent, sentence } = overviewVerdict(view, say, {
    anomaly: links.anomaly,
  });
  const budgets = links.page('budgets');
  return (
    <div className={classes.body}>
      <StatusLabel intent={intent}>{sentence}</StatusLabel>
      <span className={parts.note}>
        {say(budget ? 'home.ofBudget' : 'home.toDate', {
          spent: say.money(monthToDate, strip.currency),
          amount: budget
            ? say.money(budget.amount, strip.currency, { digits: 'whole' })
            : '',
          day: strip.billedTo ? say.day(strip.billedTo) : say('unknownValue'),
        })}
      </span>
      {budget ? (
        <BudgetBar
          budget={budget}
          elapsed={elapsedShare(month, strip.billedTo)}
        />
      ) : (
        budgets && <TextLink href={budgets}>{say('home.setBudget')}</TextLink>
      )}
    </div>
  );
}

/** The month's cost against its budget, for the page Today; absent for who sees no costs. */
export function HomeWidget() {
  const say = useSay();
  const href = useLinks().page('overview');
  const query = useView({
    key: ['home'],
    load: api => api.getOverview(),
  });
  if (query.failure?.kind === 'denied') return null;
  return (
    <Surface
      flush
      title={say('home.title')}
      action={href && <TextLink href={href}>{say('home.open')}</TextLink>}
    >
      <BlockFrame query={query}>{view => <Body view={view} />}</BlockFrame>
    </Surface>
  );
}
