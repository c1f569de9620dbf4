import { Surface, Verdict } from '@textloom/ui';
import { useCurrency } from '../../hooks/useCurrency';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { byAmount } from '../../presentation/amounts';
import { savingsVerdict } from '../../presentation/savings';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import parts from '../Parts/Parts.module.css';
import { SavingItem } from './SavingItem';

/** What is worth doing, by what it saves, each down to its arithmetic. */
export function SavingsPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const query = useView({
    key: ['recommendations', currency],
    load: api => api.getRecommendations({ currency }),
  });
  return (
    <CostsFrame page="savings" query={query}>
      {view => (
        <>
          <Verdict {...savingsVerdict(view, view.strip.currency, say)} />
          {view.recommendations.length > 0 && (
            <Surface flush title={say('savings.list')}>
              <ul className={parts.list}>
                {[...view.recommendations]
                  .sort((a, b) => byAmount(a.monthlySaving, b.monthlySaving))
                  .map(each => (
                    <SavingItem
                      key={each.id}
                      recommendation={each}
                      names={view.names}
                    />
                  ))}
              </ul>
            </Surface>
          )}
        </>
      )}
    </CostsFrame>
  );
}
