import { RecoveryTarget, Schedule } from '../domain/plan';
import { Problem, ProblemCode } from '../domain/steps';
import { EN } from './en';
import { bytesText, durationText, timeText, Units } from './figures';
import { PROBLEMS_EN } from './problemsEn';
import { PROBLEMS_ZH } from './problemsZh';
import { Language, ProblemTexts, Vocabulary, Words } from './words';
import { ZH } from './zh';

/** Problems whose figures are milliseconds or bytes; a figure that is no number stays as it is. */
const UNITS: Partial<Record<ProblemCode, 'ms' | 'bytes'>> = {
  'rto-missed': 'ms',
  'rpo-missed': 'ms',
  'clock-offset': 'ms',
  'time-limit': 'ms',
  'not-enough-space': 'bytes',
};

interface Dictionary {
  vocabulary: Vocabulary;
  problems: ProblemTexts;
  units: Units;
  target(target: RecoveryTarget): string;
  schedule(schedule: Schedule): string;
}

const hour = (value: number) => `${String(value).padStart(2, '0')}:00 UTC`;
const WEEKDAYS = [
  ['Sunday', '日'],
  ['Monday', '一'],
  ['Tuesday', '二'],
  ['Wednesday', '三'],
  ['Thursday', '四'],
  ['Friday', '五'],
  ['Saturday', '六'],
];

const DICTIONARIES: Record<Language, Dictionary> = {
  en: {
    vocabulary: EN,
    problems: PROBLEMS_EN,
    units: { second: 's', minute: 'min', minuteOf: 'min', hour: 'h' },
    target(target) {
      switch (target.kind) {
        case 'time':
          return `${timeText(target.at)} UTC`;
        case 'name':
          return `restore point ${target.name}`;
        case 'lsn':
          return `position ${target.lsn}`;
        default:
          return 'latest';
      }
    },
    schedule(schedule) {
      switch (schedule.every) {
        case 'month':
          return `monthly on day ${schedule.day}, ${hour(schedule.hour)}`;
        case 'week':
          return `every ${WEEKDAYS[schedule.weekday % 7][0]}, ${hour(
            schedule.hour,
          )}`;
        default:
          return `daily, ${hour(schedule.hour)}`;
      }
    },
  },
  zh: {
    vocabulary: ZH,
    problems: PROBLEMS_ZH,
    units: { second: '秒', minute: '分钟', minuteOf: '分', hour: '小时' },
    target(target) {
      switch (target.kind) {
        case 'time':
          return `${timeText(target.at)} UTC`;
        case 'name':
          return `恢复点 ${target.name}`;
        case 'lsn':
          return `位置 ${target.lsn}`;
        default:
          return '最新';
      }
    },
    schedule(schedule) {
      switch (schedule.every) {
        case 'month':
          return `每月 ${schedule.day} 日 ${hour(schedule.hour)}`;
        case 'week':
          return `每周${WEEKDAYS[schedule.weekday % 7][1]} ${hour(
            schedule.hour,
          )}`;
        default:
          return `每天 ${hour(schedule.hour)}`;
      }
    },
  },
};

/** What is said of drills in a language. */
export function wordsOf(language: Language): Words {
  const { vocabulary, problems, units, target, schedule } =
    DICTIONARIES[language];
  const duration = (ms: number) => durationText(ms, units);
  const figure = (code: ProblemCode, value: string | undefined) => {
    const unit = UNITS[code];
    if (unit === undefined || !/^-?\d+(\.\d+)?$/.test(value ?? '')) {
      return value;
    }
    // A clock that is behind differs as much as one that is ahead.
    const amount = Math.abs(Number(value));
    return unit === 'ms' ? duration(amount) : bytesText(amount);
  };
  return {
    ...vocabulary,
    target,
    schedule,
    duration,
    bytes: bytesText,
    verification: name =>
      Object.hasOwn(vocabulary.verifications, name)
        ? vocabulary.verifications[name]
        : name,
    denial: (reason, subject) =>
      reason === 'store-not-ready' && isCode(subject)
        ? problems[subject].what({})
        : vocabulary.denials[reason](subject),
    outcome: outcome =>
      outcome.kind === 'verdict'
        ? vocabulary.verdicts[outcome.verdict]
        : vocabulary[outcome.kind],
    problem({ code, subject, expected, actual }: Problem) {
      const { what, next } = problems[code];
      const named = namedSubject(code, subject, vocabulary);
      return {
        what: what({
          subject: named,
          expected: figure(code, expected),
          actual: figure(code, actual),
        }),
        next,
      };
    },
  };
}

function isCode(subject: string | undefined): subject is ProblemCode {
  return subject !== undefined && Object.hasOwn(PROBLEMS_EN, subject);
}

/** A subject that is a code of ours in words. */
function namedSubject(
  code: ProblemCode,
  subject: string | undefined,
  { controls, steps, verifications }: Vocabulary,
): string | undefined {
  const words: Partial<Record<ProblemCode, Readonly<Record<string, string>>>> =
    {
      'control-not-found': controls,
      'control-wrong-finding': controls,
      errored: steps,
      abandoned: steps,
      'check-failed': verifications,
    };
  const own = words[code];
  return subject !== undefined && own && Object.hasOwn(own, subject)
    ? own[subject]
    : subject;
}
