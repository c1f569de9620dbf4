/** Texts of the commitments: Reserved Instances and Savings Plans. */
export const commitmentsMessages = {
  commitments: {
    title: 'Commitments, {{month}}',
    verdict:
      '{{used}} of the commitments was used in {{month}}; {{amount}} was paid for and not used.',
    full: 'Commitments were used fully in {{month}}.',
    saved: 'They cost {{amount}} less than the same use at negotiated prices.',
    lost: 'They cost {{amount}} more than the same use at negotiated prices.',
    expires: '{{name}} ends on {{day}}.',
    none: 'No commitment is in the bill of {{month}}.',
    noneMore:
      'All that could be committed was paid for at standard prices or Spot. Savings says whether one would pay.',
    own: 'You see how your own costs were priced.',
    ownMore:
      'Commitments are of the whole account; what one leaves unused is nobody’s alone.',
    openSavings: 'See savings',
    figures: 'Commitments in figures',
    utilisation: 'Used',
    utilisationNote: '{{used}} of {{whole}}',
    unused: 'Paid for, not used',
    unusedNote: 'a layer of its own in the allocation',
    saving: 'Saved',
    savingNote: 'against negotiated prices, unused taken off',
    coverage: 'Covered',
    coverageNote: 'of compute and databases at list prices',
    list: 'Commitments',
    listNote: 'Cost spread over what they cover (EffectiveCost)',
    name: 'Commitment',
    type: 'Kind',
    usedColumn: 'Used',
    unusedColumn: 'Unused',
    share: 'Use',
    savingColumn: 'Saved',
    ends: 'Ends',
    unknownEnd: 'not known',
    types: {
      savingsPlan: 'Savings Plan',
      reservedInstance: 'Reserved Instance',
    },
    chart: 'How it was priced, by month',
    chartNote:
      'Compute and databases at list prices: standard, committed, and Spot, which cannot be committed',
    chartLabel:
      'Cost at list prices by pricing category over {{count}} months; {{coverage}} was covered in {{month}}.',
    chartNone: 'Cost at list prices by pricing category: nothing yet.',
    pricing: { Standard: 'Standard', Committed: 'Committed', Dynamic: 'Spot' },
    month: 'Month',
    coverageTitle: 'Coverage',
    coverageTitleNote: 'Committed over committed and standard',
    nothing: 'Nothing that could be committed is billed yet.',
  },
};
