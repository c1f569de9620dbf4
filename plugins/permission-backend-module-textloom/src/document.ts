import { decide, Verdict } from './decide';
import { Role, ROLES } from './roles';
import { PERMISSION_TABLE } from './table';

const MARK: Record<Verdict, string> = {
  allow: 'yes',
  'if-owner': 'own',
  deny: '–',
};

/** A column of the matrix: one role, or none. */
export const COLUMNS: readonly (readonly Role[])[] = [
  ...ROLES.map(role => [role]),
  [],
];

/** The page docs/reference/permissions.md. */
export function permissionsDocument(): string {
  const head = ['Permission', ...ROLES, 'no role'];
  const rows = PERMISSION_TABLE.map(({ permission }) => [
    `\`${permission}\``,
    ...COLUMNS.map(roles => MARK[decide(permission, roles)]),
  ]);
  return `# Permissions

Who may do what. Generated from \`plugins/permission-backend-module-textloom/src/table.ts\`; a test keeps this page equal to it.

A person's roles are the groups in the catalog that they are a member of. Somebody with several roles may do what any of them may. What is not in the table is denied.

- **yes**: may
- **own**: may with what they or their groups own; for template runs, with those that they started
- **–**: may not

${table(head, rows)}

## What the permissions allow

${table(
  ['Permission', 'Lets a person'],
  PERMISSION_TABLE.map(({ permission, allows }) => [
    `\`${permission}\``,
    allows,
  ]),
)}

Notifications, settings and starred entities have no permission of their own: each person reaches only their own. Services with a token are limited by \`accessRestrictions\` in the configuration instead of by this table.
`;
}

/** A Markdown table, its columns padded as prettier does. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, i) =>
    Math.max(3, ...[head, ...rows].map(cells => cells[i]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
