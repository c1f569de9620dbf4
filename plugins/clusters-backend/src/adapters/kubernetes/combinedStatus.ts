import {
  SourceName,
  SourceState,
  SourceStatus,
} from '@textloom/plugin-clusters-common';

/** States from best to worst when several parts make one source. */
const FROM_BEST: readonly SourceState[] = [
  'live',
  'unconfigured',
  'absent',
  'connecting',
  'stale',
  'error',
  'denied',
];

/**
 * Status of a source of several parts: as bad as its worst part, and as old as its oldest answer.
 * Parts that the server does not serve count only when it serves none.
 */
export function combinedStatus(
  source: SourceName,
  parts: readonly SourceStatus[],
): SourceStatus {
  const served = parts.filter(({ state }) => state !== 'absent');
  const counted = served.length > 0 ? served : parts;
  const [worst] = [...counted].sort(
    (a, b) => FROM_BEST.indexOf(b.state) - FROM_BEST.indexOf(a.state),
  );
  const answered = counted.flatMap(({ at }) => at ?? []).sort();
  const { at: _at, ...rest } = worst ?? {
    source,
    state: 'connecting' as const,
  };
  return {
    ...rest,
    source,
    // One part that never answered leaves the whole unknown.
    ...(answered.length === counted.length && { at: answered[0] }),
  };
}
