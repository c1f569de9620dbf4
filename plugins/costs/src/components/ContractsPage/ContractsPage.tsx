import { Surface, Verdict } from '@textloom/ui';
import { useCurrency } from '../../hooks/useCurrency';
import { CONNECT } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import {
  contractsVerdict,
  sortedContracts,
} from '../../presentation/contracts';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import parts from '../Parts/Parts.module.css';
import { ContractItem } from './ContractItem';

/** Contracts with vendors: what must be decided by when, and how much of what is committed is used. */
export function ContractsPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const query = useView({
    key: ['contracts', currency],
    load: api => api.getContracts({ currency }),
  });
  return (
    <CostsFrame page="contracts" query={query}>
      {view => (
        <>
          <Verdict
            {...contractsVerdict(view, say)}
            actions={
              view.contracts.length === 0 && view.strip.scope === 'all'
                ? [{ label: say('contracts.connect'), href: CONNECT }]
                : []
            }
          />
          {view.contracts.length > 0 && (
            <Surface
              flush
              title={say('contracts.list')}
              subtitle={say('contracts.listNote')}
            >
              <ul className={parts.list}>
                {sortedContracts(view.contracts).map(contract => (
                  <ContractItem
                    key={contract.id}
                    contract={contract}
                    names={view.names}
                    currency={view.strip.currency}
                    billedTo={view.strip.billedTo}
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
