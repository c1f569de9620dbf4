import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { lineAt } from './shape';
import { Check, EmittedFile, ParsedFile } from './types';

/** Bytes of one file. */
export const MAX_FILE = 1024 * 1024;
/** Files of one repository at its beginning. */
export const MAX_FILES = 2_000;
/** Bytes of all of them. */
export const MAX_TOTAL = 10 * 1024 * 1024;

/** Segments of a path that every system and shell reads alike. */
const SEGMENT = /^(?!-)(?!\.\.?$)[\w.@+()[\] -]+(?<![ .])$/;
/** Devices of Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LEFT = /\$\{\{-?\s*(?:values|parameters)\s*[.[|}]/g;
/** Fields whose emptiness always means that a value was not known. */
const NEEDED = new Set(['image', 'run', 'uses', 'if']);

/** Paths, kinds and sizes. */
export const checkPaths: Check = ({ files }) => {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const many = files.length > MAX_FILES || total > MAX_TOTAL;
  return [
    ...(many ? [{ rule: 'too-many-files' as const, file: '.' }] : []),
    ...files.flatMap(({ path, size, kind }): Hit[] => [
      ...(isSafe(path) ? [] : [{ rule: 'path-unsafe' as const, file: path }]),
      ...(kind === 'symlink' ? [{ rule: 'symlink' as const, file: path }] : []),
      ...(size > MAX_FILE
        ? [{ rule: 'file-too-large' as const, file: path }]
        : []),
      ...(path.endsWith('.njk')
        ? [{ rule: 'file-not-rendered' as const, file: path }]
        : []),
    ]),
  ];
};

function isSafe(path: string): boolean {
  return (
    path.length <= 255 &&
    path
      .split('/')
      .every(segment => SEGMENT.test(segment) && !DEVICE.test(segment))
  );
}

/** Expressions of the template that did not become values. */
export const checkExpressions: Check = ({ files }) =>
  files.flatMap(({ path, text = '' }) =>
    [...text.matchAll(LEFT)].map(match => ({
      rule: 'expression-left',
      file: path,
      line: lineAt(text, match.index),
    })),
  );

/** Files that no parser takes, and fields that rendered to nothing. */
export const checkSyntax: Check = ({ parsed }) =>
  parsed.flatMap(file => [
    ...(file.problem
      ? [
          {
            rule: 'syntax-invalid' as const,
            file: file.path,
            line: file.problem.line,
            subject: file.problem.text,
          },
        ]
      : []),
    ...emptyFields(file),
  ]);

function emptyFields({ path, documents }: ParsedFile): Hit[] {
  return documents.flatMap(({ value, lineOf }) =>
    emptyPaths(value, []).map(where => ({
      rule: 'field-empty',
      file: path,
      line: lineOf(where),
      subject: where.join('.'),
    })),
  );
}

function emptyPaths(
  value: unknown,
  path: readonly (string | number)[],
): (string | number)[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => emptyPaths(item, [...path, index]));
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    NEEDED.has(key) && (inner === null || inner === '')
      ? [[...path, key]]
      : emptyPaths(inner, [...path, key]),
  );
}

/** Files that are text, for checks that read it. */
export function textsNamed(
  files: readonly EmittedFile[],
  name: RegExp,
): { path: string; text: string }[] {
  return files.flatMap(({ path, text }) =>
    text !== undefined && name.test(path) ? [{ path, text }] : [],
  );
}
