/** Texts of the savings: what is worth doing, line by line. Each code of an arithmetic has its sentence. */
export const savingsMessages = {
  savings: {
    verdict_one: 'One action would save about {{amount}} a month.',
    verdict_other:
      '{{count}} actions would save about {{amount}} a month together.',
    verdictMore:
      'Each opens down to its arithmetic. What one saves is taken off what the next could, so they may be added up.',
    none: 'Nothing is worth doing now.',
    noneMore:
      'Looked at were Spot, commitments, off-hours, storage classes, traffic between zones, requests against use, and contracts.',
    list: 'What to do, by what it saves',
    perMonth: '{{amount}} a month',
    facts: '{{effort}}, {{risk}}',
    risk: { low: 'low risk', medium: 'medium risk', high: 'high risk' },
    basis: 'Computed from {{range}}, by month of 730 hours.',
    arithmetic: 'How {{amount}} is computed',
    line: {
      'standard-cost-per-hour':
        'Cost per hour of {{nodeGroup}} at standard prices: {{cost}} in {{days}} days',
      'spot-discount-measured':
        'Discount of Spot, measured from what you pay for the same instance type',
      'spot-discount-stated':
        'Discount of Spot, the lower end of what AWS states',
      'node-cost-per-hour':
        'Cost per hour of {{nodeGroup}}: {{cost}} in {{days}} days',
      'committed-cost-per-hour':
        'Covered by commitments and paid for in any case: {{cost}} in {{days}} days',
      'spot-saving': 'What Spot would save on the same nodes already',
      'off-hours-share':
        'Hours outside of {{hours}} working hours of {{weekHours}} a week',
      'nodes-off':
        'Nodes that can go: of {{nodes}} a minimum of {{minimum}} stays',
      'cpu-request-cost-per-hour':
        'Cost per hour of {{requested}} requested cores: {{cost}} in {{days}} days',
      'cpu-surplus':
        'Cores requested beyond need: at most {{peak}} were used, {{needed}} are needed at a target of {{target}}',
      'memory-surplus-cost-per-hour':
        'Cost per hour of memory beyond need: {{requested}} GiB requested, at most {{peak}} used, {{needed}} needed, which is {{percent}} of {{cost}} in {{days}} days',
      'left-by-others': 'What other actions leave of the nodes’ cost',
      'least-cost-per-hour':
        'Cost per hour of {{service}} on its cheapest day: {{cost}}, {{from}} to {{to}}',
      'right-size-saving': 'What right-sizing would save on the same nodes',
      'commitment-discount-measured':
        'Discount of your present commitments; pays from {{breakEven}} of use',
      'commitment-discount-stated':
        'Discount, the lower end of what AWS states; pays from {{breakEven}} of use',
      'standard-gb': 'GB of {{resource}} in the class Standard',
      'cold-share-known': 'Seldom read, as configured',
      'cold-share-assumed': 'Seldom read, assumed: nothing says how much',
      'price-difference': 'Price of a GB-month from {{from}} to {{to}}',
      reading: 'Reading {{percent}} of it at {{perGb}} a GB',
      transition:
        'Moving {{objects}} objects at {{fee}} per thousand, over {{months}} months',
      'minimum-duration':
        'Removed before {{days}} days: {{percent}}, over {{months}} months',
      'cross-zone-cost-per-hour':
        'Cost per hour of traffic between zones: {{cost}} in {{days}} days',
      'avoidable-share-assumed': 'Avoidable, assumed: a judgement',
      'contract-committed': 'Committed for the whole term',
      'contract-projected': 'Used by its end, as it goes',
      'months-per-term': 'Per month of a term of {{days}} days',
      'hours-a-month': 'Hours a month',
      'monthly-saving': 'Saved a month',
    },
    hours: '{{count}} h',
    gb: '{{count}} GB',
    howTo: 'How to do it',
    explore: 'See the cost',
  },
};
