/** Who stands in a commit as author and committer. */
export interface CommitIdentity {
  name: string;
  email: string;
}

/** What a commit says. */
export interface CommitContent {
  tree: string;
  parent: string;
  identity: CommitIdentity;
  message: string;
  /** Seconds since the epoch. */
  seconds: number;
}

/**
 * The object that Git stores for a commit; signed, the signature covers the object without it.
 * Source: `gitformat-signature`, Git's documentation.
 */
export function commitObject(
  content: CommitContent,
  signature?: string,
): string {
  const { tree, parent, identity, message, seconds } = content;
  const who = `${oneLine(identity.name)} <${oneLine(
    identity.email,
  )}> ${seconds} +0000`;
  const header = [
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${who}`,
    `committer ${who}`,
  ];
  if (signature !== undefined) {
    header.push(`gpgsig ${signature.trimEnd().split('\n').join('\n ')}`);
  }
  return `${header.join('\n')}\n\n${message.trimEnd()}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[<>\r\n\0]/g, '').trim();
}
