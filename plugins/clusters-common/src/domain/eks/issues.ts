import { compareText, groupBy } from '@textloom/kernel';
import { EksIssue } from '../sourceFacts';

/** Messages of one code that are told; EKS repeats a code for each resource. */
const MAX_MESSAGES = 5;

/** Issues with one entry for each code, with the messages that differ and the number of resources. */
export function issuesByCode(
  issues: readonly EksIssue[],
): { code: string; message: string; resources: number }[] {
  return [...groupBy(issues, ({ code }) => code)].map(([code, same]) => ({
    code,
    message: [...new Set(same.map(({ message }) => message))]
      .filter(Boolean)
      .sort(compareText)
      .slice(0, MAX_MESSAGES)
      .join('; '),
    resources: new Set(same.flatMap(({ resourceIds }) => resourceIds)).size,
  }));
}
