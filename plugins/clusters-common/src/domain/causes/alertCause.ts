import { own } from '@textloom/kernel';
import { Finding } from '../health';
import { CauseOf, CausesWorld } from './downCauses';

/** A finding about the object that an alert names explains the alert. */
export function alertCause(
  findings: readonly Finding[],
  { facts }: CausesWorld,
): CauseOf {
  const byObject = new Map<string, string>();
  for (const { object, id, severity } of findings) {
    const key = `${object.kind}/${object.namespace ?? ''}/${object.name}`;
    if (severity !== 'info' && object.kind !== 'Alert' && !byObject.has(key)) {
      byObject.set(key, id);
    }
  }
  const alerts = new Map(
    (facts.alerts ?? []).map(alert => [alert.fingerprint, alert.labels]),
  );
  return ({ rule, id }) => {
    const labels =
      rule === 'alert-firing'
        ? alerts.get(id.split(':').at(-1) ?? '')
        : undefined;
    if (!labels) {
      return undefined;
    }
    const namespace = own(labels, 'namespace') ?? '';
    const candidates = [
      ['Node', '', own(labels, 'node')],
      ...['deployment', 'statefulset', 'daemonset', 'workload'].map(label => [
        'Workload',
        namespace,
        own(labels, label),
      ]),
      ['NodeGroup', '', own(labels, 'nodegroup')],
      ['Service', namespace, own(labels, 'service')],
      ['Dependency', namespace, own(labels, 'instance')],
    ];
    return candidates
      .filter(([, , name]) => name)
      .map(([kind, space, name]) =>
        byObject.get(`${kind}/${space ?? ''}/${name}`),
      )
      .find(found => found !== undefined);
  };
}
