import { ProblemParts, ProblemTexts } from './words';

/** Expected and found figures as a clause, where there are any. */
function figures({ expected, actual }: ProblemParts): string {
  if (expected !== undefined && actual !== undefined) {
    return `: ${expected} expected, ${actual} found`;
  }
  if (expected !== undefined) {
    return `: ${expected} expected`;
  }
  return actual === undefined ? '' : `: ${actual} found`;
}

function of(subject: string | undefined, otherwise: string): string {
  return subject ?? otherwise;
}

/** English sentences of every problem. */
export const PROBLEMS_EN: ProblemTexts = {
  'aliases-source': {
    what: ({ subject }) =>
      `The target is the source, or lies inside it${
        subject ? ` (${subject})` : ''
      }; the drill touches nothing.`,
    next: 'Give drills a work directory and connection of their own.',
  },
  'tool-missing': {
    what: ({ subject }) => `${of(subject, 'A tool')} is not installed here.`,
    next: 'Install it where the portal runs, or set its folder in the configuration.',
  },
  'wrong-version': {
    what: p => `${of(p.subject, 'A tool')} has the wrong version${figures(p)}.`,
    next: 'Install the version that the source has.',
  },
  'runs-as-root': {
    what: () => 'The portal runs as root, and this server refuses to.',
    next: 'Set runAs to a user without rights, or run the portal as one.',
  },
  denied: {
    what: ({ subject }) =>
      `The portal may not read ${of(subject, 'what the drill needs')}.`,
    next: 'Grant the drill role read access to it.',
  },
  'source-unreachable': {
    what: ({ subject }) => `${of(subject, 'The source')} does not answer.`,
    next: 'Look whether the store runs and the portal may connect to it.',
  },
  'no-backup': {
    what: ({ subject }) =>
      `There is no finished backup${subject ? ` of ${subject}` : ''}.`,
    next: 'Make one, and look why the schedule did not.',
  },
  'backup-too-old': {
    what: p => `The newest usable backup is too old${figures(p)}.`,
    next: 'Find out why no backup was made since; make one now.',
  },
  'target-outside-window': {
    what: p =>
      `${of(
        p.subject,
        'The target time',
      )} is outside what can be recovered${figures(p)}.`,
    next: 'Choose a time between the end of the backup and the end of the archive.',
  },
  'target-not-found': {
    what: ({ subject }) =>
      `The restore point ${of(
        subject,
        'that was asked for',
      )} is not in the archive.`,
    next: 'Choose one that exists, or recover to the latest.',
  },
  'not-enough-space': {
    what: ({ expected, actual }) =>
      `The restore needs ${of(expected, 'more room than there is')}${
        actual ? `; ${actual} are free` : ''
      }.`,
    next: 'Free room in the work directory, or move it to a larger disk.',
  },
  'target-busy': {
    what: ({ subject }) =>
      `${of(subject, 'What the drill would make')} is there already.`,
    next: 'The sweeper removes it within 10 minutes; start again after that.',
  },
  'not-configured': {
    what: ({ subject }) => `${of(subject, 'The store')} is not configured.`,
    next: 'Add it under restore-drills in the configuration.',
  },
  'invalid-target': {
    what: ({ subject }) =>
      `${of(
        subject,
        'The recovery target',
      )} is no target that this store can be recovered to.`,
    next: 'Correct the plan.',
  },
  'not-permitted': {
    what: ({ subject }) =>
      `The drill role may not do ${of(subject, 'what the drill needs')}.`,
    next: 'Allow this action in the policy of the role; the reference of the configuration lists what drills need.',
  },
  'credentials-invalid': {
    what: ({ subject }) =>
      `The credentials${
        subject ? ` for ${subject}` : ''
      } are not accepted, or have expired.`,
    next: 'Renew them, and look whether the portal may assume the drill role.',
  },
  throttled: {
    what: ({ subject }) =>
      `${of(subject, 'The cloud')} answers that it is asked too often.`,
    next: 'Start again in some minutes, and look what else asks it in this account.',
  },
  'backups-off': {
    what: ({ subject }) =>
      `${of(
        subject,
        'The source',
      )} keeps no automated backups: there is no point in time to go back to.`,
    next: 'Set a backup retention period, or restore from snapshots.',
  },
  'quota-exceeded': {
    what: p =>
      `The quota of ${of(p.subject, 'the account')} is used up${figures(p)}.`,
    next: 'Have the quota raised, or remove what nobody needs.',
  },
  'key-not-accessible': {
    what: ({ subject }) =>
      `The key that encrypts ${of(subject, 'the source')} cannot be used.`,
    next: 'Look whether the key is enabled, and allow the drill role to use it and to create grants.',
  },
  'wrong-account': {
    what: p =>
      `${of(
        p.subject,
        'The source',
      )} lies in another account or region${figures(p)}.`,
    next: 'Correct account and region of the store, or the role of the drill.',
  },
  'wal-segment-missing': {
    what: ({ subject }) =>
      `Segment ${of(
        subject,
        'of the write-ahead log',
      )} is not in the archive; everything after it is lost.`,
    next: 'Take a new base backup now, then find out why the segment was not archived.',
  },
  'wal-segment-damaged': {
    what: ({ subject }) =>
      `Segment ${of(
        subject,
        'of the write-ahead log',
      )} is damaged; everything after it is lost.`,
    next: 'Take a new base backup now, then check the disk and the way to the archive.',
  },
  'backup-damaged': {
    what: p =>
      `${of(
        p.subject,
        'A file of the backup',
      )} is not what was written${figures(p)}.`,
    next: 'Take a new backup now, and check the disk that holds the old one.',
  },
  'backup-incomplete': {
    what: ({ subject }) => `The backup lacks ${of(subject, 'a file')}.`,
    next: 'Take a new backup now, and find out why this one was called complete.',
  },
  'archive-written-by-target': {
    what: ({ subject }) =>
      `The restored server wrote ${of(subject, 'a file')} into the archive.`,
    next: 'Turn archive_mode off in the target, and remove the file before the next restore.',
  },
  'rdb-ignored-by-aof': {
    what: () =>
      'The server reads append-only files and ignored the RDB file: it came up empty.',
    next: 'Restore with appendonly off, and turn it on when the data is there.',
  },
  'markers-lost': {
    what: ({ expected, actual }) =>
      `Marker ${of(
        expected,
        'that was archived',
      )} had reached the repository, and the restored data ${
        actual ? `ends at ${actual}` : 'has none'
      }.`,
    next: 'Look for a gap in the archive: data that was safe did not come back.',
  },
  'markers-not-contiguous': {
    what: ({ subject }) =>
      `Marker ${of(
        subject,
        'in the middle',
      )} is missing between others that came back.`,
    next: 'Do not trust this copy: transactions are missing in its middle.',
  },
  'recovered-too-little': {
    what: p =>
      `Less came back than had been saved${
        p.subject ? ` (${p.subject})` : ''
      }${figures(p)}.`,
    next: 'Compare the archive with the end of the recovery in the log.',
  },
  'copy-stale': {
    what: p =>
      `The copy ${
        p.subject ? `${p.subject} ` : ''
      }is older than the one that should be restored${figures(p)}.`,
    next: 'Find out why the newest copy did not arrive.',
  },
  'rows-differ': {
    what: p =>
      `${of(p.subject, 'A table')} differs from the source${figures(p)}.`,
    next: 'Compare it by hand before you rely on this backup.',
  },
  'check-failed': {
    what: p =>
      `Check ${of(p.subject, 'of the restored data')} failed${figures(p)}.`,
    next: 'Read the log of the check; do not rely on this backup until it is understood.',
  },
  'did-not-start': {
    what: ({ subject }) =>
      `The restored server did not start${subject ? `: ${subject}` : ''}.`,
    next: 'Read the end of its log.',
  },
  'recovery-ended-early': {
    what: p => `Recovery ended before the target was reached${figures(p)}.`,
    next: 'Choose an earlier target, or find the part of the archive that is missing.',
  },
  'still-read-only': {
    what: () => 'The restored server stayed read-only.',
    next: 'Set recovery_target_action to promote.',
  },
  'smoke-failed': {
    what: p =>
      `The first request to the restored store failed${
        p.subject ? ` (${p.subject})` : ''
      }${figures(p)}.`,
    next: 'Read the log: the server runs, and its data or settings do not serve.',
  },
  'restored-empty': {
    what: ({ subject }) => `${of(subject, 'The restored store')} is empty.`,
    next: 'Look which file the server has read; a restore of nothing is not one.',
  },
  'settings-differ': {
    what: p =>
      `${of(p.subject, 'A setting')} differs from the source${figures(p)}.`,
    next: 'Set it in the target, or say in the plan that it may differ.',
  },
  'restore-failed': {
    what: ({ subject }) =>
      `The restore ended with an error${subject ? `: ${subject}` : ''}.`,
    next: 'Read the end of the log.',
  },
  'rto-missed': {
    what: ({ expected, actual }) =>
      `Recovery takes ${of(actual, 'too long')}; the target is ${of(
        expected,
        'less',
      )}.`,
    next: 'Look at the longest phase: that is where time can be won.',
  },
  'rpo-missed': {
    what: ({ expected, actual }) =>
      `Up to ${of(actual, 'too much')} of data is lost; the target is ${of(
        expected,
        'less',
      )}.`,
    next: 'Archive more often, and look how long a segment takes to arrive.',
  },
  'clock-offset': {
    what: ({ actual }) =>
      `The clocks of source and portal differ by ${of(
        actual,
        'more than 1 s',
      )}, so that no loss can be measured.`,
    next: 'Synchronise both with NTP, and start again.',
  },
  'no-markers': {
    what: () =>
      'There are no markers to measure by, so what was lost is not known.',
    next: 'Look whether heartbeats are written; start again some minutes after they are.',
  },
  'rpa-estimated': {
    what: ({ subject }) =>
      `No markers are written into this store; what was lost is known only by the ${
        subject === 'restore-point' ? 'restore point' : "copy's time"
      }.`,
    next: 'Configure heartbeats to have it proven.',
  },
  'time-limit': {
    what: ({ expected }) =>
      `The drill took longer than its limit${
        expected ? ` of ${expected}` : ''
      } and was ended.`,
    next: 'Look at the step that ran: if it is only slow, raise the limit above the RTO.',
  },
  cancelled: {
    what: () => 'The drill was cancelled.',
    next: 'Start it again when you like.',
  },
  leftovers: {
    what: ({ subject }) => `The drill left ${of(subject, 'something')} behind.`,
    next: 'The sweeper goes on trying; look why it could not be removed.',
  },
  errored: {
    what: ({ subject }) =>
      `The drill itself broke${
        subject ? ` in ${subject}` : ''
      }; this says nothing of the backup.`,
    next: 'Read the log, and start again.',
  },
  abandoned: {
    what: ({ subject }) =>
      `The backend ended three times while it ran ${of(
        subject,
        'a step',
      )}; it was not tried again.`,
    next: 'Find out why the backend ends there, e.g. for want of memory.',
  },
  'control-not-found': {
    what: ({ subject }) =>
      `The drill damaged its copy (${of(
        subject,
        'negative control',
      )}) and nothing was noticed.`,
    next: 'Do not trust green drills of this store until its checks find this.',
  },
  'control-wrong-finding': {
    what: ({ subject }) =>
      `The drill damaged its copy (${of(
        subject,
        'negative control',
      )}) and something else was found instead.`,
    next: 'Look at what was found: either the check names the wrong thing, or there is real damage.',
  },
};
