import { useQueryParam, Verdict } from '@textloom/ui';
import { filterSchema, filterText } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { filterNames } from '../../presentation/dimensions';
import { forecastVerdict } from '../../presentation/forecast';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import parts from '../Parts/Parts.module.css';
import { DatedCard, KeptCard, MethodCard, MonthsCard } from './ForecastCards';
import { ForecastChart } from './ForecastChart';

/** What the month and the next ones will cost, by which method, and how well that was foreseen before. */
export function ForecastPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const [text] = useQueryParam('filter');
  // What does not hold is as if it were not there; then nothing says that it was filtered.
  const { data: filter = {} } = filterSchema.safeParse(text);
  const query = useView({
    key: ['forecast', currency, filterText(filter)],
    load: api => api.getForecast({ currency, filter }),
  });
  return (
    <CostsFrame
      page="forecast"
      query={query}
      title={({ month }) => say('forecast.title', { month: say.month(month) })}
      facts={({ names }) => filterNames(filter, names, say)}
    >
      {view => (
        <>
          <Verdict {...forecastVerdict(view, say)} />
          <ForecastChart view={view} />
          <div className={parts.columns}>
            <div className={parts.main}>
              <MethodCard view={view} />
              <KeptCard view={view} />
            </div>
            <div className={parts.side}>
              <DatedCard view={view} />
              <MonthsCard view={view} />
            </div>
          </div>
        </>
      )}
    </CostsFrame>
  );
}
