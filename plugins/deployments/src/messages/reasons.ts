import { ReasonCode } from '@textloom/plugin-deployments-common';

/** A sentence for each reason; `who` is a name, or "You". */
export const reasonMessages = {
  'not-human': 'Only people decide; {{actor}} is not one.',
  'proof-too-old':
    'This needs a sign-in of the last {{maxMinutes}} minutes. Sign in again.',
  'not-in-group': '{{who}} is in none of the groups that are asked: {{group}}.',
  'is-requester': '{{who}} requested it.',
  'is-author': '{{who}} wrote {{own}} of the {{all}} commits.',
  'is-builder': '{{who}} built it.',
  'is-sponsor': '{{who}} stood behind {{bot}}, which built it.',
  'already-seated': '{{who}} already took a seat on level {{level}}.',
  'already-voted': '{{who}} already voted on this level.',
  'level-not-open': 'Level {{level}} opens when level {{before}} is complete.',
  'level-complete': 'All seats of level {{level}} are taken.',
  'no-such-level': 'There is no level {{level}} here.',
  'fingerprint-changed':
    'What would run changed from {{given}} to {{current}}. Look again before you decide.',
  'wrong-state': 'Its state is “{{state}}”, which does not permit this.',
  expired: 'It expired at {{at}}.',
  frozen: '{{freeze}} holds everything until {{until}}: {{reason}}',
  'gate-not-passed': '{{gate}}: {{status}}. {{summary}}',
  'approvals-missing': 'Level {{level}} needs {{missing}} more.',
  'group-missing': 'Level {{level}} needs somebody of {{group}}.',
  'vote-lapsed':
    'The vote of {{who}} on level {{level}} no longer counts: the group changed.',
  rejected: '{{who}} rejected it.',
  'baseline-changed':
    'Something else runs now ({{running}}) than what this was compared with ({{baseline}}).',
  'baseline-unknown': 'What runs in {{environment}} cannot be observed.',
  'not-soaked': '{{version}} has not run long enough in {{environment}}.',
  'older-than-running':
    '{{proposed}} is older than {{running}}, which runs already.',
  'ref-not-allowed': 'Releases of {{ref}} do not go to {{environment}}.',
  'denied-release':
    '{{version}} was rolled back in {{environment}}. A person has to release it again.',
  'environment-busy':
    'Another deployment of the service runs in {{environment}} ({{proposal}}).',
  unsatisfiable:
    'Nobody can take a seat of {{group}} on level {{level}}. {{people}}',
  'no-incident': 'No incident of {{severities}} is open.',
  'review-overdue':
    'The team owes the review of an emergency use, due {{due}}.',
  'still-soaking': '{{weight}}% is held until {{soakEndsAt}}.',
  'outside-limits':
    'The {{figure}} of the new version is {{value}}; the limit is {{limit}}.',
  'no-such-environment': 'The policy has no environment {{environment}}.',
  'never-succeeded': '{{target}} never succeeded here.',
  'vote-needed-elsewhere':
    'Only {{who}} can take a seat on level {{level}}; the vote is needed there.',
  'not-yours': 'It is not for {{who}} to take back.',
  'own-review': '{{who}} broke the glass; somebody else has to review it.',
  'wrong-step': 'Steps come one after the other; the next is {{expected}}.',
  'stale-token': 'Another replica of the portal took over.',
  paused: '{{who}} paused it.',
  'not-permitted': 'The permission {{permission}} is missing.',
} as const satisfies Record<ReasonCode, string>;
