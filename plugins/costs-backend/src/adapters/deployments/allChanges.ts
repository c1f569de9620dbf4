import { LoggerService } from '@backstage/backend-plugin-api';
import { kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import { actorOf } from '../../service/actorOf';
import { Change, ChangeSource } from '../../service/ports';

const KEEP_MS = 30_000;
/** Spans and people whose changes are kept at the same time. */
const MOST_KEPT = 500;

/**
 * Changes of several sources as one, in order of time, kept for half a minute for each person. A source that cannot be
 * asked has none: costs are shown also while deployments are out of reach, or refused to the caller.
 */
export function allChanges(
  sources: readonly ChangeSource[],
  { logger, clock }: { logger: LoggerService; clock: Clock },
): ChangeSource {
  const answers = new Map<string, () => Promise<Change[]>>();
  const ask = async (...question: Parameters<ChangeSource['changes']>) => {
    const found = await Promise.all(
      sources.map(source =>
        source.changes(...question).catch(error => {
          logger.debug(`Changes are not known: ${error}`);
          return [];
        }),
      ),
    );
    return found.flat().sort((a, b) => (a.at < b.at ? -1 : 1));
  };
  return {
    changes(from, to, credentials) {
      const key = `${actorOf(credentials)} ${from} ${to}`;
      const known = answers.get(key);
      const answer =
        known ??
        kept(() => ask(from, to, credentials), { forMs: KEEP_MS, clock });
      if (!known) {
        const [oldest] = answers.keys();
        if (answers.size >= MOST_KEPT) answers.delete(oldest);
        answers.set(key, answer);
      }
      return answer();
    },
  };
}
