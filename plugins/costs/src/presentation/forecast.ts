import { BacktestScore, ForecastsView } from '@textloom/plugin-costs-common';
import { Say } from '../text/say';
import { CostVerdict } from './overview';
import { honest } from './strip';

/** What the month will cost, or why that is not known. */
export function forecastVerdict(view: ForecastsView, say: Say): CostVerdict {
  const { month, forecast, strip } = view;
  const named = { month: say.monthName(month) };
  if (!forecast) {
    return {
      intent: 'unknown',
      sentence: say('forecast.none', named),
      detail: say('forecast.noneDetail'),
    };
  }
  const said = (amount: string) =>
    say.money(amount, strip.currency, { digits: 'whole' });
  return {
    intent: honest(forecast.hasHistory ? 'positive' : 'unknown', strip),
    sentence: say('forecast.verdict', {
      ...named,
      total: said(forecast.total),
    }),
    detail: forecast.hasHistory
      ? say('forecast.detail', {
          low: said(forecast.low),
          high: said(forecast.high),
        })
      : say('forecast.runRate'),
  };
}

/** A method's scores in words. */
export function scoreSentences(score: BacktestScore, say: Say): string[] {
  const { wape, bias, coverage } = score;
  const size = say.percent(Math.abs(bias));
  const leaning = () => {
    if (bias === 0) return say('forecast.biasNone');
    return say(bias > 0 ? 'forecast.biasHigh' : 'forecast.biasLow', {
      bias: size,
    });
  };
  return [
    say('forecast.errorWords', { wape: say.percent(wape) }),
    leaning(),
    say('forecast.coverageWords', { coverage: say.percent(coverage) }),
  ];
}
