/** Texts of the card on a catalog entity. */
export const cardMessages = {
  card: {
    title: 'Cost',
    open: 'Explore',
    none: 'Nothing of this month’s bill is of it.',
    noneText:
      'Costs come to it by the tag textloom:component, by a rule, or by the share of its pods.',
    toDate: '{{month}} to {{day}}',
    change: 'Against the same days before',
    forecast: 'Forecast of the month',
    environments: 'By environment',
    noEnvironment: 'without environment',
    trend: 'Cost per day, {{range}}',
    anomaly: '{{name}}: {{amount}} more than was to be expected',
    anomalyDown: '{{name}}: {{amount}} less than was to be expected',
    since: 'Since {{day}}',
    next: 'Next step',
  },
};
