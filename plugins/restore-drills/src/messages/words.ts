/** Words of states, and what is said when a view is missing. */
export const wordMessages = {
  restoreDrills: 'Restore drills',
  portal: 'the portal',
  unknownValue: 'not known',
  listGap: ', ',
  back: 'All stores',
  planName: {
    plain: '{{store}}: {{scenario}}',
    control: '{{store}}: {{scenario}}, control “{{control}}”',
  },
  state: {
    controlFound: 'Damage found',
    controlMissed: 'Damage missed',
    never: 'Never drilled',
  },
  step: { attempt: 'attempt {{attempt}}', ahead: 'Ahead' },
  condition: {
    overdue: 'overdue',
    failed: 'failed, acknowledged',
    running: 'running',
    unproven: 'not proven yet',
    proven: 'proven',
  },
  overdue: {
    never: '{{name}} has never been proven to restore.',
    tooLong: '{{name}} was last proven {{age}} ago.',
    failed: 'The last drill of {{name}} did not pass.',
    acknowledged:
      'The last drill of {{name}} did not pass; somebody has acknowledged it.',
    exposed:
      '{{name}} would lose {{exposure}} of data now; the limit is {{rpo}}.',
  },
  overdueWord: {
    never: 'Overdue {{priority}}, never proven',
    'too-long': 'Overdue {{priority}}',
    failed: 'Overdue {{priority}}, failed',
    exposed: 'Overdue {{priority}}, exposed',
  },
  states: {
    denied: 'You cannot see restore drills.',
    deniedText: 'Your role lacks the permission {{permission}}.',
    failed: 'The restore drills did not answer.',
    failedText: 'The rest of the portal works.',
    failedKept: 'What is below was so when they last answered.',
    noPermission: 'You lack the permission {{permission}}.',
    staleAct: 'What is shown is old. Wait until the page is live again.',
    notSent: 'The portal did not answer. Try again: nothing is done twice.',
    refused: 'The portal said no.',
    errored: 'The portal could not do it.',
  },
  reason: { empty: 'Say why.' },
};
