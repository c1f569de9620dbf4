/** Texts of how a figure is made, and of rows of the bill. */
export const explainMessages = {
  explain: {
    title: 'How {{amount}} is made',
    source_one: '{{rows}} row of the bill, FOCUS {{version}}.',
    source_other: '{{rows}} rows of the bill, FOCUS {{version}}.',
    received: 'Received {{when}}.',
    rules: 'Rules {{rules}}, shares by {{method}}.',
    difference: 'Difference to the bill: {{amount}}.',
    reasons: 'Why it is whose it is',
    rows: 'See the rows',
    part: {
      'usage-standard': 'Usage at standard prices',
      'usage-dynamic': 'Spot usage',
      'usage-committed': 'Usage under commitments, amortised',
      'usage-other': 'Other usage',
      'usage-unused': 'Commitments not used',
      purchase: 'Purchases',
      tax: 'Taxes',
      credit: 'Credits and refunds',
      adjustment: 'Adjustments',
      correction: 'Corrections of closed months',
    },
    reason: {
      pods: 'Share of nodes by requests and usage of pods',
      tag: 'Tag {{name}}',
      rule: 'Rule {{name}}',
      charge: 'Nature of the charge: {{name}}',
      none: 'Nothing says whose it is',
    },
  },
};
