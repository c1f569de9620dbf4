import { Verification } from '@textloom/plugin-restore-drills-common';
import { failed, passed } from '../postgres/checks/types';
import { RdsInstance } from './answers';
import { classOf } from './restoring';
import { RdsSettings } from './settings';

const NAME = 'instance';
const METHOD =
  'DescribeDBInstances of the copy: network, parameters, engine, encryption and protection, against settings and source';
const IN_SYNC = 'in-sync';

/** That AWS has made the copy as it was asked for: what it does not take, it replaces by its defaults. */
export function checkInstance(
  copy: RdsInstance,
  source: RdsInstance,
  settings: RdsSettings,
): Verification {
  const { securityGroups } = settings;
  // AWS writes both in lower case.
  const subnetGroup = settings.subnetGroup.toLowerCase();
  const parameterGroup = settings.parameterGroup.toLowerCase();
  const group = copy.parameterGroups.find(
    ({ name }) => name === parameterGroup,
  );
  const facts: [string, string, string][] = [
    ['subnet group', subnetGroup, copy.subnetGroup ?? 'default'],
    [
      'security groups',
      [...securityGroups].sort().join(' '),
      [...copy.securityGroups].sort().join(' '),
    ],
    [
      'parameter group',
      `${parameterGroup} ${IN_SYNC}`,
      group
        ? `${group.name} ${group.status ?? ''}`.trim()
        : copy.parameterGroups.map(({ name }) => name).join(' '),
    ],
    ['class', classOf(settings, source), copy.instanceClass],
    ['engine version', source.version, copy.version],
    ['public access', 'off', onOff(copy.isPublic)],
    ['deletion protection', 'off', onOff(copy.isProtected)],
    ['encryption', onOff(source.isEncrypted), onOff(copy.isEncrypted)],
  ];
  const wrong = facts.find(([, expected, actual]) => expected !== actual);
  if (wrong) {
    const [subject, expected, actual] = wrong;
    return failed(NAME, METHOD, {
      code: 'settings-differ',
      subject,
      expected,
      actual,
    });
  }
  return passed(NAME, METHOD, {
    actual: `${copy.instanceClass}, PostgreSQL ${copy.version}`,
  });
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
