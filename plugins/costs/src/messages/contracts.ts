/** Texts of the contracts with vendors. */
export const contractsMessages = {
  contracts: {
    noticeIn_one:
      'Notice to {{vendor}} must be given by {{day}}, in {{count}} day.',
    noticeIn_other:
      'Notice to {{vendor}} must be given by {{day}}, in {{count}} days.',
    noticeToday: 'Notice to {{vendor}} must be given today.',
    endsIn_one:
      'The contract with {{vendor}} ends on {{day}}, in {{count}} day.',
    endsIn_other:
      'The contract with {{vendor}} ends on {{day}}, in {{count}} days.',
    endsToday: 'The contract with {{vendor}} ends today.',
    renews: 'It renews by itself after that.',
    ends: 'It ends by itself; a successor must be decided until then.',
    more_one: '{{count}} other contract needs a decision soon.',
    more_other: '{{count}} other contracts need a decision soon.',
    overrun:
      '{{vendor}} will use {{amount}} more than was committed by the end of its term.',
    calm: 'No contract needs a decision in the next {{days}} days.',
    calmNext: 'The next date is {{day}}, of {{vendor}}.',
    none: 'No contract is known.',
    noneMore:
      'Contracts are part of the configuration: vendor, service, owner, term, notice and what is committed.',
    noneOwn: 'None of your groups owns a contract.',
    connect: 'How to add contracts',
    list: 'Contracts',
    listNote:
      'The nearest date first. Solid: used of what is committed, hatched: by its end, line: time passed',
    state: {
      running: 'Running',
      'notice-soon': 'Decide by {{day}}',
      'notice-passed': 'Notice passed',
      ended: 'Ended',
      'not-started': 'Not started',
    },
    used: '{{used}} of {{committed}}',
    bar: '{{vendor}}: {{used}} of the commitment used after {{elapsed}} of the term',
    projectedOver:
      'As in the last 30 days it ends at {{projected}}, {{amount}} over.',
    projectedUnder:
      'As in the last 30 days it ends at {{projected}}, {{amount}} unused.',
    projectedEqual:
      'As in the last 30 days it ends at {{projected}}, as committed.',
    wasOver: '{{used}} was used, {{amount}} over.',
    wasUnder: '{{used}} was used, {{amount}} less than was committed.',
    wasEqual: '{{used}} was used, as committed.',
    notStarted: 'Nothing is used before {{day}}.',
    otherCurrency:
      'It is in {{currency}}: choose that currency to see its use.',
    term: '{{from}} to {{to}}',
    autoRenews_one:
      'renews by itself unless notice is given {{count}} day before',
    autoRenews_other:
      'renews by itself unless notice is given {{count}} days before',
    noRenewal: 'ends by itself',
    noticeWas: 'Notice was due on {{day}}: it renews after {{end}}.',
    alternatives: 'Worth comparing: {{names}}.',
    explore: 'See its bill',
  },
};
