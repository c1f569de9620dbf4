import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { Estate } from './terraform/types';

/** A file that a template has emitted. */
export interface EmittedFile {
  /** With `/`, from the top of the repository. */
  path: string;
  /** Bytes. */
  size: number;
  kind: 'text' | 'binary' | 'symlink';
  /** Of text files that are not too large. */
  text?: string;
}

/** A document of YAML or JSON. */
export interface ParsedDocument {
  value: unknown;
  /** Line of what is at a path, from 1. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/** A file of YAML or JSON. */
export interface ParsedFile {
  path: string;
  documents: readonly ParsedDocument[];
  /** Why it could not be parsed. */
  problem?: { line?: number; text: string };
}

/** An object that the chart makes in an environment. */
export interface Manifest {
  environment: string;
  /** Template of the chart that it comes from. */
  file: string;
  /** Folder of the chart; that of the service unless set. */
  chart?: string;
  value: Readonly<Record<string, unknown>>;
}

/** Everything that a template has emitted. */
export interface Emitted {
  files: readonly EmittedFile[];
  parsed: readonly ParsedFile[];
  manifests: readonly Manifest[];
  /** Resources of Terraform; absent where none is written. */
  terraform?: Estate;
}

/** Looks for what a rule forbids. */
export type Check = (emitted: Emitted) => Hit[];
