import { KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFileLine,
} from '@remixicon/react';
import {
  Finding,
  PreviewFile,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { StatusLabel } from '@textloom/ui';
import { foldersAbove, TreeRow, treeRows } from '../../presentation/fileTree';
import { useSay } from '../../hooks/useSay';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link FileTree}. */
export interface FileTreeProps {
  files: readonly PreviewFile[];
  findings: readonly Finding[];
  /** Path of the file that is shown. */
  selected?: string;
  onSelect(path: string): void;
}

/** Files as a tree: arrow keys move, right and left open and close, Enter shows. */
export function FileTree(props: FileTreeProps) {
  const { files, findings, selected, onSelect } = props;
  const say = useSay();
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(findings.flatMap(({ file }) => foldersAbove(file))),
  );
  const [current, setCurrent] = useState(selected);
  const list = useRef<HTMLUListElement>(null);
  // What is shown from elsewhere becomes visible here too.
  useEffect(() => {
    if (selected !== undefined) {
      setCurrent(selected);
      setOpen(before => new Set([...before, ...foldersAbove(selected)]));
    }
  }, [selected]);

  const rows = treeRows(files, findings, open);
  const focusable = rows.some(({ path }) => path === current)
    ? current
    : rows[0]?.path;
  const toggle = (path: string) =>
    setOpen(before => {
      const after = new Set(before);
      return after.delete(path) ? after : after.add(path);
    });
  const act = (row: TreeRow) => {
    setCurrent(row.path);
    if (row.kind === 'folder') {
      toggle(row.path);
    } else {
      onSelect(row.path);
    }
  };
  const moveTo = (path: string | undefined) => {
    if (path !== undefined) {
      setCurrent(path);
      list.current
        ?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
        ?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent, row: TreeRow) => {
    const index = rows.indexOf(row);
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(rows[index + 1]?.path),
      ArrowUp: () => moveTo(rows[index - 1]?.path),
      Home: () => moveTo(rows[0]?.path),
      End: () => moveTo(rows[rows.length - 1]?.path),
      ArrowRight: () =>
        row.kind === 'folder' && !row.expanded
          ? toggle(row.path)
          : moveTo(rows[index + 1]?.path),
      ArrowLeft: () =>
        row.expanded ? toggle(row.path) : moveTo(foldersAbove(row.path).pop()),
      Enter: () => act(row),
      ' ': () => act(row),
    };
    const move = moves[event.key];
    if (move) {
      // Enter would send the form off, and arrows scroll the page.
      event.preventDefault();
      event.stopPropagation();
      move();
    }
  };
  return (
    <ul
      ref={list}
      role="tree"
      aria-label={say('files.tree')}
      className={styles.tree}
    >
      {rows.map(row => (
        <Row
          key={row.path}
          row={row}
          selected={row.path === selected}
          focusable={row.path === focusable}
          onPress={() => act(row)}
          onKeyDown={event => onKeyDown(event, row)}
        />
      ))}
    </ul>
  );
}

function Row(props: {
  row: TreeRow;
  selected: boolean;
  focusable: boolean;
  onPress(): void;
  onKeyDown(event: KeyboardEvent): void;
}) {
  const { row, selected, focusable, onPress, onKeyDown } = props;
  const isFolder = row.kind === 'folder';
  const Arrow = row.expanded ? RiArrowDownSLine : RiArrowRightSLine;
  const Icon = isFolder ? Arrow : RiFileLine;
  return (
    <li
      role="treeitem"
      data-path={row.path}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={isFolder ? row.expanded : undefined}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={styles.row}
      style={{ paddingInlineStart: 8 + (row.level - 1) * 16 }}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      <Icon className={styles.icon} aria-hidden />
      <code className={styles.name}>{row.name}</code>
      <Counted row={row} />
    </li>
  );
}

function Counted({ row: { errors, warnings } }: { row: TreeRow }) {
  const say = useSay();
  return (
    <span className={styles.counts}>
      {errors > 0 && (
        <StatusLabel intent="critical">
          {say('files.errors', { count: errors })}
        </StatusLabel>
      )}
      {warnings > 0 && (
        <StatusLabel intent="caution">
          {say('files.warnings', { count: warnings })}
        </StatusLabel>
      )}
    </span>
  );
}
