import { Drill } from '@textloom/plugin-restore-drills-common';

const HOUR = 3_600_000;
const QUARTER = 900_000;

/**
 * Drills that differ from one that has passed in one thing, each with what the
 * difference is and the verdict that follows. Targets are those of the
 * architecture: one hour, and 15 minutes.
 */
export function verdictCases(
  // Changed by the names of its fields.
  passed: ReturnType<typeof JSON.parse>,
): readonly (readonly [what: string, drill: Drill, verdict: string])[] {
  const change = (path: string, value: unknown, of = passed): Drill => {
    const copy = structuredClone(of);
    const keys = path.split('.');
    const last = keys.pop() as string;
    const place = keys.reduce((object, key) => object[key], copy);
    if (value === undefined) {
      delete place[last];
    } else {
      place[last] = value;
    }
    return copy;
  };
  const failedAt = (index: number, code: string) =>
    change(`steps.${index}`, {
      ...passed.steps[index],
      state: 'failed',
      problem: { code },
    });
  const aged = change('findings.rpa.method', 'copy-time');
  return [
    ['RTO met', change('findings.rta.fullMs', HOUR), 'PASS'],
    ['RTO missed', change('findings.rta.fullMs', HOUR + 1), 'FAIL'],
    ['RPO met', change('findings.rpa.upperMs', QUARTER), 'PASS'],
    ['RPO missed', change('findings.rpa.upperMs', QUARTER + 1), 'FAIL'],
    ['a hole', change('findings.markers.firstHole', 2), 'FAIL'],
    ['one lost', change('findings.frozen.expectedSeq', 3), 'FAIL'],
    ['no figure', change('findings.rpa', undefined), 'INVALID'],
    ['left behind', change('findings.leftovers', ['drill-00000000']), 'FAIL'],
    ['no restore', failedAt(4, 'restore-failed'), 'FAIL'],
    ['broken', failedAt(4, 'errored'), 'INVALID'],
    ['not down', failedAt(9, 'errored'), 'FAIL'],
    ['the source', failedAt(0, 'aliases-source'), 'refused'],
    ['a check', change('findings.verifications.0.state', 'failed'), 'FAIL'],
    ['no answer', change('findings.smoke.state', 'failed'), 'FAIL'],
    ['an age, and no markers to find', aged, 'INVALID'],
    ['an age alone', change('store.heartbeatMs', undefined, aged), 'PARTIAL'],
  ];
}
