/** Texts of the unit costs. */
export const unitsMessages = {
  units: {
    was: '{{unit}}: {{cost}} in {{month}}.',
    change: '{{unit}}: {{cost}} in {{month}}, {{change}} against {{before}}.',
    unknown: '{{unit}}: not known, since no month has both cost and count.',
    none: 'No unit is counted.',
    noneMore:
      'A unit cost divides what some components cost by how many videos or tasks they made. Counts come from a folder of files that the configuration names.',
    noneOwn: 'No unit is made of your components alone.',
    noneOwnMore:
      'You see a unit cost when all that is in its numerator is yours: the rest would tell what others cost.',
    connect: 'How to connect counts',
    basis: 'Of {{what}}',
    basisPart: '{{dimension}} {{values}}',
    allCosts: 'all costs',
    coverage:
      '{{covered}} of {{days}} billed days of {{month}} have both cost and count; days without a count are left out of both.',
    trend: '{{unit}} by month',
    month: 'Month',
    cost: 'Cost',
    count: 'Counted',
    perUnit: 'Unit cost',
    noneCounted: 'none counted',
    noPoints: 'No month has both cost and count yet.',
    explore: 'See the cost',
    running: 'so far',
  },
};
