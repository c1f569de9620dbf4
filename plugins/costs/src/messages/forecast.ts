/** Texts of the forecast. */
export const forecastMessages = {
  forecast: {
    title: 'Forecast, {{month}}',
    verdict: '{{month}} will cost about {{total}}.',
    detail: '80% of such months end between {{low}} and {{high}}.',
    none: 'The rest of {{month}} cannot be foreseen yet.',
    noneDetail:
      'Methods are compared on days that they have not seen, and that takes 14 billed days.',
    runRate:
      'The history is too short to compare methods: the mean of its days goes on.',
    chart: 'The last days and the rest of the month',
    chartLabel:
      '{{days}} billed days to {{day}}; the month will end near {{total}}, between {{low}} and {{high}}.',
    chartNone: '{{days}} billed days; nothing is foreseen.',
    actual: 'Billed',
    dated: 'Known charges ahead',
    datedNote: 'Charges with known dates are part of the forecast.',
    noDated: 'None before the month ends.',
    when: 'Day',
    what: 'Charge',
    method: 'How it is foreseen',
    methodNote:
      'Each method foresaw days that it had not seen, from several days on; the best one is taken.',
    chosen: 'taken',
    methods: {
      'weekday-median': 'Median of the last same weekdays',
      'holt-winters-7': 'Damped Holt-Winters, week by week',
      'seasonal-naive-7': 'The week before again',
      'run-rate': 'Mean so far goes on',
    },
    methodColumn: 'Method',
    error: 'Error',
    bias: 'Bias',
    coverage: 'Coverage',
    origins: 'Tests',
    errorWords:
      'Error: foreseen and billed days differ by {{wape}} of what was billed.',
    biasHigh: 'Bias: it foresees {{bias}} too much.',
    biasLow: 'Bias: it foresees {{bias}} too little.',
    biasNone: 'Bias: none.',
    coverageWords:
      'Coverage: {{coverage}} of the days were inside the 80% range.',
    noScores: 'Nothing could be tested yet.',
    months: 'Next months',
    monthsNote: 'The further ahead, the wider the range.',
    noMonths: 'Not foreseen yet.',
    month: 'Month',
    total: 'Forecast',
    low: 'Low',
    high: 'High',
    kept: 'Kept forecasts',
    keptNote: 'As they stood on the 10th of their month, against what came.',
    noKept: 'None yet. Each month the forecast of its 10th day is kept.',
    foreseen: 'Foreseen',
    came: 'Came',
    off: 'Off by',
  },
};
