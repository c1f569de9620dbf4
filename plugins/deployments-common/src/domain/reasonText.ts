import { Reason, ReasonCode } from './reasons';

type Params = Reason['params'];

const time = (value: string | number) => {
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime())
    ? String(value)
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

const FIGURES: Record<string, { name: string; unit: string }> = {
  'error-rate': { name: 'error rate', unit: ' %' },
  p95: { name: 'P95', unit: ' ms' },
  requests: { name: 'number of requests', unit: '' },
};

function limitText({ figure, value, limit }: Params): string {
  const { name, unit } = FIGURES[String(figure)] ?? {
    name: String(figure),
    unit: '',
  };
  if (Number(value) < 0) {
    return `The ${name} of the new version is not known.`;
  }
  return figure === 'requests'
    ? `The new version has answered ${value} requests; ${limit} are needed for a judgement.`
    : `The ${name} of the new version is ${value}${unit}; the limit is ${limit}${unit}.`;
}

const SENTENCES: Record<ReasonCode, (params: Params) => string> = {
  'not-human': ({ actor }) =>
    `Only people can do this; ${actor} is not a person.`,
  'proof-too-old': ({ maxMinutes }) =>
    `Sign in again: this needs a sign-in of the last ${maxMinutes} minutes.`,
  'not-in-group': ({ person, group }) =>
    `${person} is in none of the groups that are asked: ${group}.`,
  'is-requester': ({ person }) => `${person} asked for this deployment.`,
  'is-author': ({ person, own, all }) =>
    `${person} wrote ${own} of ${all} ${
      Number(all) === 1 ? 'commit' : 'commits'
    }.`,
  'is-builder': ({ person }) => `${person} built this release.`,
  'is-sponsor': ({ person, bot }) => `${person} stands behind ${bot}.`,
  'already-seated': ({ person, level }) =>
    `${person} has already approved at level ${level}; one person counts once.`,
  'already-voted': ({ person }) => `${person} has already voted on this.`,
  'level-not-open': ({ level, before }) =>
    `Level ${level} opens when level ${before} is complete.`,
  'level-complete': ({ level }) => `Level ${level} is complete.`,
  'no-such-level': ({ level }) => `There is no level ${level}.`,
  'fingerprint-changed': () =>
    'What would run has changed since. Look at what changed and decide again.',
  'wrong-state': ({ state }) =>
    `The proposal is ${state}; this is not possible.`,
  expired: ({ at }) => `The proposal expired on ${time(at)}.`,
  frozen: ({ freeze, until, reason }) =>
    `Frozen until ${time(until)}: ${freeze}${reason ? ` (${reason})` : ''}.`,
  'gate-not-passed': ({ gate, status, summary }) =>
    `Gate ${gate} is ${status}${summary ? `: ${summary}` : ''}.`,
  'approvals-missing': ({ level, missing }) =>
    `Level ${level} needs ${missing} more ${
      Number(missing) === 1 ? 'approval' : 'approvals'
    }.`,
  'group-missing': ({ level, group }) =>
    `Level ${level} needs an approval from ${group}.`,
  'vote-lapsed': ({ person, level }) =>
    `The vote of ${person} at level ${level} no longer counts.`,
  rejected: ({ person }) => `${person} rejected this.`,
  'baseline-changed': ({ running, baseline }) =>
    `${running} runs now, not ${baseline} as when this was compared.`,
  'baseline-unknown': ({ environment }) =>
    `What runs in ${environment} cannot be observed.`,
  'not-soaked': ({ environment, version }) =>
    `${version} has not succeeded and run for long enough in ${environment}.`,
  'older-than-running': ({ running, proposed }) =>
    `${proposed} is older than ${running}, which runs. Propose a rollback instead.`,
  'ref-not-allowed': ({ ref, environment }) =>
    `Releases of ${ref} do not go to ${environment}.`,
  'denied-release': ({ version, environment }) =>
    `${version} was rolled back in ${environment}; a person must propose it again.`,
  'environment-busy': ({ environment }) =>
    `Another deployment of this service runs in ${environment}.`,
  unsatisfiable: ({ level, group, people }) =>
    people
      ? `Nobody can take a seat of ${group} at level ${level}: ${people}.`
      : `Nobody can take a seat of ${group} at level ${level}: the group has no people.`,
  'no-incident': ({ incident, severities }) =>
    incident
      ? `${incident} is not an open incident of ${severities}.`
      : `No incident of ${severities} is open.`,
  'review-overdue': ({ due }) =>
    `The team owes a review of an emergency since ${time(due)}.`,
  'still-soaking': ({ weight, soakEndsAt }) =>
    `${weight} % of traffic is held until ${time(soakEndsAt)}.`,
  'outside-limits': limitText,
  'no-such-environment': ({ environment }) =>
    `The policy has no environment ${environment}.`,
  'never-succeeded': ({ target }) =>
    `${target} has never succeeded here, so it is no target for a rollback.`,
  'vote-needed-elsewhere': ({ person, level }) =>
    `${person} is needed at level ${level}, where nobody else can approve.`,
  'not-yours': ({ person }) => `This is not for ${person} to take back.`,
  'own-review': ({ person }) =>
    `${person} broke the glass; somebody else must review it.`,
  'wrong-step': ({ expected }) => `The next step is step ${expected}.`,
  'stale-token': () => 'Another replica has taken over this deployment.',
  paused: ({ person }) => `${person} paused this deployment.`,
  'not-permitted': ({ permission }) =>
    `The permission ${permission} is missing.`,
};

/** The English sentence of a reason. */
export function reasonText(reason: Reason): string {
  return SENTENCES[reason.code](reason.params);
}
