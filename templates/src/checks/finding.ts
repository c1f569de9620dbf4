/** Something that a tool has against an emitted file. */
export interface ToolFinding {
  readonly tool: string;
  /** File, and line where the tool names one. */
  readonly where: string;
  readonly message: string;
}

/** Emitted text files by their paths. */
export type Files = ReadonlyMap<string, string>;
