import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { kubernetesPermissions } from '@backstage/plugin-kubernetes-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { clustersPermissions } from '@textloom/plugin-clusters-common';
import { costsPermissions } from '@textloom/plugin-costs-common';
import { deploymentsPermissions } from '@textloom/plugin-deployments-common';
import { restoreDrillsPermissions } from '@textloom/plugin-restore-drills-common';
import { decide } from './decide';
import { COLUMNS, permissionsDocument } from './document';
import { rolesOf, ROLES } from './roles';
import { PERMISSION_TABLE } from './table';

const KNOWN = [
  ...catalogPermissions,
  ...kubernetesPermissions,
  ...scaffolderPermissions,
  ...clustersPermissions,
  ...deploymentsPermissions,
  ...restoreDrillsPermissions,
  ...costsPermissions,
];

/**
 * What must hold, written by hand: Y may, O may with what is owned, . may not.
 * dev=developers tl=team-leads sec=security rm=release-managers fin=finance
 * aud=auditors adm=platform-admins none=signed in without a role
 */
const EXPECTED = `
permission                          dev tl  sre sec rm  fin aud adm none
clusters.cluster.read               Y   Y   Y   Y   Y   .   Y   Y   .
clusters.silence.create             .   .   Y   .   .   .   .   Y   .
clusters.silence.delete             .   .   Y   .   .   .   .   Y   .
deployments.proposal.read           Y   Y   Y   Y   Y   .   Y   Y   .
deployments.proposal.create         Y   Y   Y   Y   Y   .   .   Y   .
deployments.proposal.decide         Y   Y   Y   Y   Y   .   .   .   .
deployments.deployment.control      .   Y   Y   .   Y   .   .   Y   .
deployments.glass.break             .   .   Y   .   .   .   .   .   .
deployments.release.create          .   .   Y   .   .   .   .   Y   .
restore-drills.drill.read           Y   Y   Y   Y   Y   .   Y   Y   .
restore-drills.drill.start          .   Y   Y   .   .   .   .   Y   .
restore-drills.drill.control        .   .   Y   .   .   .   .   Y   .
costs.cost.read                     O   Y   Y   O   O   Y   Y   Y   .
costs.budget.update                 .   Y   .   .   .   Y   .   Y   .
costs.anomaly.update                .   Y   Y   .   .   Y   .   Y   .
costs.source.refresh                .   .   Y   .   .   Y   .   Y   .
catalog.entity.read                 Y   Y   Y   Y   Y   Y   Y   Y   Y
catalog.entity.refresh              O   O   O   O   .   .   .   Y   .
catalog.entity.delete               .   O   O   O   .   .   .   Y   .
catalog.entity.create               .   .   .   .   .   .   .   Y   .
catalog.entity.validate             Y   Y   Y   Y   .   .   .   Y   .
catalog.location.read               Y   Y   Y   Y   Y   .   Y   Y   .
catalog.location.create             Y   Y   Y   Y   .   .   .   Y   .
catalog.location.analyze            .   .   .   .   .   .   .   Y   .
catalog.location.delete             .   .   .   .   .   .   .   Y   .
catalog.ingestion.read              .   .   .   .   .   .   .   Y   .
catalog.ingestion.manage            .   .   .   .   .   .   .   Y   .
kubernetes.clusters.read            Y   Y   Y   Y   Y   .   .   Y   .
kubernetes.resources.read           Y   Y   Y   Y   Y   .   .   Y   .
kubernetes.proxy                    .   .   Y   .   .   .   .   Y   .
scaffolder.template.parameter.read  Y   Y   Y   Y   Y   .   .   Y   .
scaffolder.template.step.read       Y   Y   Y   Y   Y   .   Y   Y   .
scaffolder.task.create              Y   Y   Y   Y   .   .   .   Y   .
scaffolder.action.execute           Y   Y   Y   Y   .   .   .   Y   .
scaffolder.template.dry-run         Y   Y   Y   Y   .   .   .   Y   .
scaffolder.task.read                O   O   O   O   .   .   Y   Y   .
scaffolder.task.cancel              O   O   O   O   .   .   .   Y   .
scaffolder.template.management      .   .   .   .   .   .   .   Y   .
`;

const MARK = { allow: 'Y', 'if-owner': 'O', deny: '.' };

describe('the permission table', () => {
  it('is the expected matrix of role and permission', () => {
    const [, ...expected] = EXPECTED.trim()
      .split('\n')
      .map(line => line.replace(/ +/g, ' '));
    const actual = PERMISSION_TABLE.map(({ permission }) =>
      [
        permission,
        ...COLUMNS.map(roles => MARK[decide(permission, roles)]),
      ].join(' '),
    );
    expect(actual).toEqual(expected);
  });

  it('has one row for each permission that exists, and no other', () => {
    expect(PERMISSION_TABLE.map(row => row.permission).sort()).toEqual(
      KNOWN.map(({ name }) => name).sort(),
    );
  });

  it('gives ownership only where something can be owned', () => {
    for (const { permission, allowOwners } of PERMISSION_TABLE) {
      const known = KNOWN.find(({ name }) => name === permission);
      if (!allowOwners || !known) continue;
      expect(
        isResourcePermission(known, 'catalog-entity') ||
          isResourcePermission(known, 'scaffolder-task') ||
          isResourcePermission(known, 'cost'),
      ).toBe(true);
    }
  });

  it('is what docs/reference/permissions.md says', () => {
    const file = join(__dirname, '../../../docs/reference/permissions.md');
    if (process.env.UPDATE_DOCS) writeFileSync(file, permissionsDocument());
    expect(readFileSync(file, 'utf8')).toBe(permissionsDocument());
  });
});

describe('decide', () => {
  it.each([
    'clusters.cluster.update',
    'clusters.cluster.readx',
    'catalog.entity',
    'catalog.entity.*',
    '',
    'toString',
    '__proto__',
  ])('denies %j to every role', permission => {
    expect(decide(permission, ROLES)).toBe('deny');
  });

  it('takes the most permissive role', () => {
    expect(decide('catalog.entity.delete', ['finance', 'team-leads'])).toBe(
      'if-owner',
    );
    expect(
      decide('catalog.entity.delete', ['team-leads', 'platform-admins']),
    ).toBe('allow');
  });

  it('never takes away by adding a role', () => {
    const rank = { deny: 0, 'if-owner': 1, allow: 2 };
    for (const { permission } of PERMISSION_TABLE) {
      for (const a of ROLES) {
        for (const b of ROLES) {
          expect(rank[decide(permission, [a, b])]).toBe(
            Math.max(
              rank[decide(permission, [a])],
              rank[decide(permission, [b])],
            ),
          );
        }
      }
    }
  });
});

describe('rolesOf', () => {
  it('knows the groups of the default namespace only', () => {
    expect(
      rolesOf([
        'user:default/sre',
        'group:default/finance',
        'group:Default/SRE',
        'group:other/platform-admins',
        'group:default/media',
        'group:default/platform-admins-x',
      ]),
    ).toEqual(['sre', 'finance']);
  });

  it('is empty for nobody', () => {
    expect(rolesOf([])).toEqual([]);
  });
});
