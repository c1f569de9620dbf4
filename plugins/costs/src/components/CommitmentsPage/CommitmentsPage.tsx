import { Figures, Verdict } from '@textloom/ui';
import { useCurrency } from '../../hooks/useCurrency';
import { useLinks } from '../../hooks/useLinks';
import { useMonth } from '../../hooks/useMonth';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import {
  commitmentFigures,
  commitmentsVerdict,
} from '../../presentation/commitments';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import { CommitmentsTable } from './CommitmentsTable';
import { CoverageCard, PricingChart } from './CoverageCards';

/** What is committed to: how well it is used, what it saves, what it covers, when it ends. */
export function CommitmentsPage() {
  const say = useSay();
  const links = useLinks();
  const [currency] = useCurrency();
  const { month, actions } = useMonth();
  const query = useView({
    key: ['commitments', currency, month],
    load: api => api.getCommitments({ currency, month }),
    keep: true,
  });
  const savings = links.page('savings');
  return (
    <CostsFrame
      page="commitments"
      query={query}
      title={view => say('commitments.title', { month: say.month(view.month) })}
      actions={view => actions(view.month, view.strip.billedTo)}
    >
      {view => (
        <>
          <Verdict
            {...commitmentsVerdict(view, say)}
            actions={
              savings
                ? [{ label: say('commitments.openSavings'), href: savings }]
                : []
            }
          />
          {view.commitments.length > 0 && (
            <>
              <Figures
                label={say('commitments.figures')}
                items={commitmentFigures(view, say)}
              />
              <CommitmentsTable view={view} />
            </>
          )}
          <PricingChart view={view} />
          <CoverageCard view={view} />
        </>
      )}
    </CostsFrame>
  );
}
