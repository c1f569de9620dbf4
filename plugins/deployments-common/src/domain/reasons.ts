/**
 * Why something may not be. The code is for programs and translations, `params` for the sentence; see `reasonText`
 * for the English one.
 */
export interface Reason {
  code: ReasonCode;
  params: Record<string, string | number>;
  /** Reasons that this one follows from. */
  details?: readonly Reason[];
}

/** All reasons, with the parameters of each. Times are milliseconds since the epoch. */
export type ReasonCode =
  /** Who acts is not a person. {actor} */
  | 'not-human'
  /** The person proved who they are too long ago. {maxMinutes} */
  | 'proof-too-old'
  /** {person, group}: of none of the level's groups; `group` lists them. */
  | 'not-in-group'
  /** {person} */
  | 'is-requester'
  /** {person, own, all} commits */
  | 'is-author'
  /** {person} */
  | 'is-builder'
  /** {person, bot} */
  | 'is-sponsor'
  /** {person, level}: has a seat in another level. */
  | 'already-seated'
  /** {person}: has voted on this level. */
  | 'already-voted'
  /** {level, before}: an earlier level is not complete. */
  | 'level-not-open'
  /** {level}: all seats are taken. */
  | 'level-complete'
  /** {level}: no such level. */
  | 'no-such-level'
  /** {given, current}: the fingerprint is not the current one. */
  | 'fingerprint-changed'
  /** {state}: the proposal's state does not permit it. */
  | 'wrong-state'
  /** {at} */
  | 'expired'
  /** {freeze, until, reason} */
  | 'frozen'
  /** {gate, status, summary}: a gate has not passed. */
  | 'gate-not-passed'
  /** {level, missing}: seats are missing. */
  | 'approvals-missing'
  /** {level, group}: a seat of a group that must have one is missing. */
  | 'group-missing'
  /** {person, level}: a person whose vote is needed is no longer eligible. */
  | 'vote-lapsed'
  /** {person}: an eligible person rejected it. */
  | 'rejected'
  /** {running, baseline}: something else runs than what was compared with. */
  | 'baseline-changed'
  /** {environment}: what runs cannot be observed. */
  | 'baseline-unknown'
  /** {environment, version}: the release has not succeeded and soaked there. */
  | 'not-soaked'
  /** {running, proposed}: something newer has succeeded since. */
  | 'older-than-running'
  /** {ref, environment}: releases of this ref do not go there. */
  | 'ref-not-allowed'
  /** {version, environment}: was rolled back there; a person must release it. */
  | 'denied-release'
  /** {environment, proposal}: another deployment of the service runs there. */
  | 'environment-busy'
  /**
   * {level, group, people, more}: nobody can take a seat that is needed. `details` has why each of its people cannot, of
   * whom `more` are left out; `people` says the same in English.
   */
  | 'unsatisfiable'
  /** {incident, severities}: not an open incident of a severity that permits break-glass; none is when `incident` is empty. */
  | 'no-incident'
  /** {proposal, due}: the team owes a review. */
  | 'review-overdue'
  /** {weight, soakEndsAt}: the step has not been held for long enough. */
  | 'still-soaking'
  /**
   * {figure, value, limit}: the new version is outside its limits, or nothing is known of it. `figure` is `error-rate`,
   * `p95` or `requests`; `value` is -1 when it is not known.
   */
  | 'outside-limits'
  /** {environment, policy}: the policy file has no such environment. */
  | 'no-such-environment'
  /** {target}: never succeeded here. */
  | 'never-succeeded'
  /** {person, level}: nobody else can take a seat of that later level. */
  | 'vote-needed-elsewhere'
  /** {person}: not the person's own vote or proposal. */
  | 'not-yours'
  /** {person}: who broke the glass does not review it. */
  | 'own-review'
  /** {step, expected}: steps come one after the other. */
  | 'wrong-step'
  /** {given, current}: another replica has taken over with a newer fencing token. */
  | 'stale-token'
  /** {person}: somebody holds it where it is. */
  | 'paused'
  /** {permission}: the portal's permissions do not allow it. */
  | 'not-permitted';
