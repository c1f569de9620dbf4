import { Hit, RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';
import { containersOf, inProduction, Pods } from './kubernetes';
import { at, listAt, textAt } from './shape';

/** A rule about one container. */
type ContainerRule = (container: unknown, pods: Pods) => boolean;

const MOVING =
  /^(?:latest|main|master|develop|dev|edge|nightly|stable|canary|snapshot)$/;

/** Security settings of a container win over those of its pod. */
const security = (container: unknown, { spec }: Pods, key: string) =>
  at(container, 'securityContext', key) ?? at(spec, 'securityContext', key);

/** Rules that are broken where they answer yes. */
const CONTAINER_RULES: Partial<Record<RuleId, ContainerRule>> = {
  'pod-root': (container, pods) =>
    security(container, pods, 'runAsNonRoot') !== true ||
    security(container, pods, 'runAsUser') === 0,
  'pod-writable-root': container =>
    at(container, 'securityContext', 'readOnlyRootFilesystem') !== true,
  'pod-privileges': container =>
    at(container, 'securityContext', 'privileged') === true ||
    at(container, 'securityContext', 'allowPrivilegeEscalation') !== false ||
    !listAt(container, 'securityContext', 'capabilities', 'drop').includes(
      'ALL',
    ) ||
    listAt(container, 'securityContext', 'capabilities', 'add').some(
      name => name !== 'NET_BIND_SERVICE',
    ),
  'pod-no-requests': container =>
    ['cpu', 'memory'].some(
      name => at(container, 'resources', 'requests', name) === undefined,
    ),
  'pod-no-limits': container =>
    at(container, 'resources', 'limits', 'memory') === undefined,
  'pod-no-probes': (container, { lasting, spec }) => {
    const [main, ...beside] = listAt(spec, 'containers');
    // What only stands beside, such as an exporter, must not take the pod out of service.
    const probes =
      container === main
        ? ['readinessProbe', 'livenessProbe']
        : ['livenessProbe'];
    return (
      lasting &&
      (container === main || beside.includes(container)) &&
      probes.some(probe => at(container, probe) === undefined)
    );
  },
  'image-mutable': (container, { manifest }) =>
    inProduction(manifest) && isMutable(textAt(container, 'image') ?? ''),
  'field-empty': container => !textAt(container, 'image'),
};

function isMutable(image: string): boolean {
  if (image === '' || image.includes('@sha256:')) {
    return false;
  }
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || MOVING.test(tag);
}

/** What containers and pods may do. */
export function checkPods(pods: Pods): Hit[] {
  const { file } = pods.manifest;
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].some(
    key => at(pods.spec, key) === true,
  );
  const hostPath = listAt(pods.spec, 'volumes').some(
    volume => at(volume, 'hostPath') !== undefined,
  );
  return [
    ...(host || hostPath
      ? [{ rule: 'pod-host' as const, file, subject: pods.subject }]
      : []),
    ...containersOf(pods).flatMap(container =>
      Object.entries(CONTAINER_RULES)
        .filter(([, isBroken]) => isBroken(container, pods))
        .map(([rule]) => ({
          rule: rule as RuleId,
          file,
          subject: `${pods.subject}, ${textAt(container, 'name') ?? '?'}`,
        })),
    ),
  ];
}
