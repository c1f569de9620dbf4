import { DAY, HOUR } from '@textloom/kernel';
import { EnvironmentPolicy, RollbackLimits } from '../domain/policy';
import { Fields, FileNode, PolicyReader } from './PolicyReader';
import { optionalDuration, readGates } from './readGates';
import { readLevels } from './readLevels';
import { readStrategy } from './readStrategy';
import { percent } from './units';

const TRIGGERS = ['automatic', 'manual', 'proposal'] as const;
const EXCLUDED = ['requester', 'author', 'builder', 'sponsor'] as const;
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const REF = /^refs\/(heads|tags)\/(?!.*\*.*\*.*\*.*\*)[^\s]{1,280}$/;

/** Rules that all environments share unless they have their own. */
export const COMMON_KEYS = [
  'limits',
  'expiresAfter',
  'soak',
  'excluded',
  'maxProofAge',
];

const KEYS = [
  'name',
  'trigger',
  'refs',
  'levels',
  'gates',
  'strategy',
  'ignoresBaseline',
  ...COMMON_KEYS,
];

/** The seed's limits: 1 % of errors, P95 500 ms. */
const LIMITS: RollbackLimits = {
  errorRatePercent: 1,
  p95Ms: 500,
  minRequests: 50,
};

/** One environment; `defaults` are its fields where it has none of its own. */
export function readEnvironment(
  node: FileNode,
  defaults: Fields | undefined,
  reader: PolicyReader,
): EnvironmentPolicy | undefined {
  const own = reader.fields(node, 'An environment', KEYS);
  if (!own) {
    return undefined;
  }
  const fields: Fields = {
    node,
    get: key =>
      own.get(key) ??
      (COMMON_KEYS.includes(key) ? defaults?.get(key) : undefined),
  };
  const name = reader.text(
    own.get('name') ?? node,
    "An environment's name",
    NAME,
    'lower-case letters, digits and hyphens',
  );
  const trigger = reader.choice(
    own.get('trigger') ?? node,
    'trigger',
    TRIGGERS,
  );
  const environment = {
    refs: readRefs(own, reader),
    levels: readLevels(own.get('levels'), reader),
    gates: readGates(own.get('gates'), reader),
    strategy: readStrategy(own.get('strategy'), reader),
    ignoresBaseline:
      own.get('ignoresBaseline') === undefined
        ? false
        : reader.boolean(own.get('ignoresBaseline'), 'ignoresBaseline') ??
          false,
    ...readCommon(fields, reader),
  };
  if (name === undefined || trigger === undefined) {
    return undefined;
  }
  const whole = { name, trigger, ...environment };
  check(whole, own, reader);
  return whole;
}

function readRefs(fields: Fields, reader: PolicyReader): string[] {
  const refs = reader.list(fields.get('refs') ?? fields.node, 'refs', item =>
    reader.text(
      item,
      'A ref',
      REF,
      'a Git ref such as refs/heads/develop or refs/tags/v*, with at most three *',
    ),
  );
  if (!refs.length && !reader.problems.length) {
    reader.problem(
      fields.get('refs') ?? fields.node,
      'refs must not be empty.',
    );
  }
  return refs;
}

function readCommon(fields: Fields, reader: PolicyReader) {
  const excluded = fields.get('excluded');
  return {
    limits: readLimits(fields.get('limits'), reader),
    expiresAfterMs: optionalDuration(fields, 'expiresAfter', reader) ?? DAY,
    soakMs: optionalDuration(fields, 'soak', reader) ?? 0,
    excluded:
      excluded === undefined
        ? [...EXCLUDED]
        : reader.list(excluded, 'excluded', item =>
            reader.choice(item, 'excluded', EXCLUDED),
          ),
    maxProofAgeMs: optionalDuration(fields, 'maxProofAge', reader) ?? HOUR,
  };
}

function readLimits(node: FileNode, reader: PolicyReader): RollbackLimits {
  if (node === undefined) {
    return LIMITS;
  }
  const fields = reader.fields(node, 'limits', [
    'errorRate',
    'p95',
    'minRequests',
  ]);
  const errorRate = fields?.get('errorRate');
  const minRequests = fields?.get('minRequests');
  return {
    errorRatePercent:
      errorRate === undefined
        ? LIMITS.errorRatePercent
        : reader.converted(
            errorRate,
            'errorRate',
            'a share from 0 to 100 %',
            percent,
          ) ?? 0,
    p95Ms: readP95(fields?.get('p95'), reader),
    minRequests:
      minRequests === undefined
        ? LIMITS.minRequests
        : reader.number(minRequests, 'minRequests', {
            min: 1,
            max: 1e9,
            integer: true,
          }) ?? 0,
  };
}

function readP95(node: FileNode, reader: PolicyReader): number {
  if (node === undefined) {
    return LIMITS.p95Ms;
  }
  const milliseconds = (value: unknown) => {
    const match = /^(\d{1,9}) ?ms$/.exec(String(value));
    return match ? Number(match[1]) : undefined;
  };
  return (
    reader.converted(node, 'p95', 'a time such as 500ms', milliseconds) ?? 0
  );
}

function check(
  environment: EnvironmentPolicy,
  fields: Fields,
  reader: PolicyReader,
): void {
  const { name, trigger, levels, expiresAfterMs, ignoresBaseline } =
    environment;
  if (trigger === 'proposal' && fields.get('levels') === undefined) {
    reader.problem(
      fields.node,
      `Environment "${name}" is deployed by proposal and needs levels.`,
    );
  }
  if (trigger !== 'proposal' && levels.length) {
    reader.problem(
      fields.get('trigger'),
      `Environment "${name}" has levels, so its trigger must be proposal.`,
    );
  }
  if (ignoresBaseline && levels.length > 1) {
    reader.problem(
      fields.get('ignoresBaseline'),
      'ignoresBaseline is for environments of at most one level.',
    );
  }
  if (expiresAfterMs <= 0) {
    reader.problem(
      fields.get('expiresAfter') ?? fields.node,
      'expiresAfter must be longer than nothing.',
    );
  }
}
