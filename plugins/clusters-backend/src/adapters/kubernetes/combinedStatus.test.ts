import { SourceStatus } from '@textloom/plugin-clusters-common';
import { combinedStatus } from './combinedStatus';

const part = (
  state: SourceStatus['state'],
  rest: Partial<SourceStatus> = {},
): SourceStatus => ({ source: 'workloads', state, ...rest });

describe('combinedStatus', () => {
  it('is live when all parts are, as old as the oldest', () => {
    expect(
      combinedStatus('workloads', [
        part('live', { at: '2026-03-02T12:00:05Z' }),
        part('live', { at: '2026-03-02T12:00:01Z' }),
      ]),
    ).toEqual(part('live', { at: '2026-03-02T12:00:01Z' }));
  });

  it('is as bad as the worst part, with its reason', () => {
    expect(
      combinedStatus('workloads', [
        part('live', { at: '2026-03-02T12:00:00Z' }),
        part('denied', { problem: 'forbidden', since: '2026-03-02T11:00:00Z' }),
        part('stale', { at: '2026-03-02T11:59:00Z' }),
      ]),
    ).toEqual(
      part('denied', { problem: 'forbidden', since: '2026-03-02T11:00:00Z' }),
    );
  });

  it('leaves out what is not served, unless nothing is', () => {
    const live = part('live', { at: '2026-03-02T12:00:00Z' });
    expect(combinedStatus('karpenter', [live, part('absent')]).state).toBe(
      'live',
    );
    expect(
      combinedStatus('karpenter', [part('absent'), part('absent')]),
    ).toEqual({ source: 'karpenter', state: 'absent' });
  });

  it('never answered while one part never did', () => {
    expect(
      combinedStatus('workloads', [
        part('live', { at: '2026-03-02T12:00:00Z' }),
        part('connecting'),
      ]),
    ).toEqual(part('connecting'));
  });
});
