import {
  Finding,
  PreviewFile,
} from '@textloom/plugin-scaffolder-golden-paths-common';

/** Findings in a file, or in everything under a folder. */
export interface Counts {
  errors: number;
  warnings: number;
}

/** A line of the tree that is visible now. */
export interface TreeRow extends Counts {
  path: string;
  name: string;
  kind: 'folder' | 'file';
  /** From 1. */
  level: number;
  expanded: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
}

interface Node extends Counts {
  path: string;
  name: string;
  kind: TreeRow['kind'];
  children: Map<string, Node>;
}

/** Rows of a tree of files in which some folders are open: folders first, then by name. */
export function treeRows(
  files: readonly PreviewFile[],
  findings: readonly Finding[],
  open: ReadonlySet<string>,
): TreeRow[] {
  return rowsOf(rootOf(files, findings), open, 1);
}

/** Folders above a path. */
export function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The file to show first: one with a finding, else the README, else any. */
export function firstFile(
  files: readonly PreviewFile[],
  findings: readonly Finding[],
): string | undefined {
  const has = (path: string) => files.some(file => file.path === path);
  return (
    findings.find(({ file }) => has(file))?.file ??
    files.find(({ path }) => path === 'README.md')?.path ??
    files[0]?.path
  );
}

function rootOf(
  files: readonly PreviewFile[],
  findings: readonly Finding[],
): Node {
  const root = newNode('', '', 'folder');
  for (const { path } of files) {
    const own = findings.filter(({ file }) => file === path);
    const errors = own.filter(({ severity }) => severity === 'error').length;
    let node = root;
    const names = path.split('/');
    names.forEach((name, index) => {
      const inside = names.slice(0, index + 1).join('/');
      const kind = index === names.length - 1 ? 'file' : 'folder';
      const child = node.children.get(name) ?? newNode(inside, name, kind);
      node.children.set(name, child);
      child.errors += errors;
      child.warnings += own.length - errors;
      node = child;
    });
  }
  return root;
}

function newNode(path: string, name: string, kind: Node['kind']): Node {
  return { path, name, kind, errors: 0, warnings: 0, children: new Map() };
}

function rowsOf(
  node: Node,
  open: ReadonlySet<string>,
  level: number,
): TreeRow[] {
  const children = [...node.children.values()].sort(
    (a, b) =>
      Number(a.kind === 'file') - Number(b.kind === 'file') ||
      a.name.localeCompare(b.name, 'en'),
  );
  return children.flatMap(({ children: inside, ...child }, index) => {
    const expanded = child.kind === 'folder' && open.has(child.path);
    const row = {
      ...child,
      level,
      expanded,
      position: index + 1,
      siblings: children.length,
    };
    return expanded
      ? [row, ...rowsOf({ ...child, children: inside }, open, level + 1)]
      : [row];
  });
}
