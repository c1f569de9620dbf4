import { RecoveredMarkers } from '@textloom/plugin-restore-drills-common';
import { Session } from './client';
import { eachEntry } from './digest';

/** The newest marker, a number: what a copy process asks. */
export const MARKER_KEY = 'drill:hb';
/** The markers of about the last day, a stream whose entries are called `<number>-0`. */
export const MARKER_LOG = 'drill:hb:log';

/** The markers of a server; undefined when it has none. */
export async function readMarkers(
  session: Session,
): Promise<RecoveredMarkers | undefined> {
  let [min, max, count] = [0, 0, 0];
  let firstHole: number | undefined;
  await eachEntry(session, MARKER_LOG, id => {
    const seq = parseInt(id.toString(), 10);
    if (count === 0) {
      min = seq;
    } else if (seq > max + 1) {
      firstHole ??= max + 1;
    }
    max = seq;
    count += 1;
  });
  return count === 0
    ? undefined
    : { min, max, count, ...(firstHole !== undefined && { firstHole }) };
}
