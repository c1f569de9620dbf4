import { Verdict } from '@textloom/ui';
import { useCurrency } from '../../hooks/useCurrency';
import { CONNECT } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { unitsVerdict } from '../../presentation/units';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import { UnitCard } from './UnitCard';

/** What one video and a thousand tasks cost, month by month, and of what. */
export function UnitsPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const query = useView({
    key: ['units', currency],
    load: api => api.getUnits({ currency }),
  });
  return (
    <CostsFrame page="units" query={query}>
      {view => (
        <>
          <Verdict
            {...unitsVerdict(view, say)}
            actions={
              view.units.length === 0 && view.strip.scope === 'all'
                ? [{ label: say('units.connect'), href: CONNECT }]
                : []
            }
          />
          {view.units.map(unit => (
            <UnitCard key={unit.id} unit={unit} view={view} />
          ))}
        </>
      )}
    </CostsFrame>
  );
}
