/** The scheduler's reasons for one pod. */
export interface SchedulingReason {
  /** Nodes that were left out for it. */
  nodes: number;
  reason: string;
}

const HEAD = /^(\d{1,7})\/(\d{1,7}) nodes are available: /;
/** What plugins tried afterwards; servers with dynamic resource allocation put its words first. */
const AFTERMATH = / (?:no new claims to deallocate, )?preemption:/;
const NEXT_REASON = /^, \d{1,7} \S/;
const REASON = /^(\d{1,7}) (.+)$/s;

/**
 * Parses a FailedScheduling message such as `0/6 nodes are available: 1 Insufficient memory, 1 node(s) had
 * untolerated taint {k: v}, 4 Insufficient cpu. preemption: …`. What follows ` preemption:` is dropped.
 * Reasons are parted by a comma outside of braces before a number: taints hold commas inside of braces, and
 * servers before 1.22 write `had taint {k: v}, that the pod didn't tolerate`.
 * Empty when the message is of another form. Source: kube-scheduler `framework/types.go` FitError.
 */
export function parseScheduling(message: string): SchedulingReason[] {
  const head = HEAD.exec(message);
  if (!head) {
    return [];
  }
  const [body] = message.slice(head[0].length).split(AFTERMATH);
  const reasons = split(body.trim().replace(/\.+$/, '')).map(part => {
    const match = REASON.exec(part.trim());
    return match ? { nodes: Number(match[1]), reason: match[2] } : undefined;
  });
  return reasons.every(reason => reason !== undefined) ? reasons : [];
}

function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{') {
      depth++;
    } else if (char === '}') {
      depth = Math.max(0, depth - 1);
    } else if (
      char === ',' &&
      depth === 0 &&
      NEXT_REASON.test(text.slice(at, at + 12))
    ) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
