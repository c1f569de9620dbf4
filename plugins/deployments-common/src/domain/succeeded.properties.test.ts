import fc from 'fast-check';
import { MINUTE } from '@textloom/kernel';
import { record } from './record';
import {
  arbitraryApproved,
  arbitraryTold,
  follow,
} from './__testUtils__/successModel';

const property = (recorded: typeof record) =>
  fc.property(arbitraryApproved, arbitraryTold, (rules, all) =>
    follow(rules, all, recorded),
  );

describe('S9: what has succeeded is what was approved', () => {
  it('by every history of what the executor tells', () => {
    expect(() => fc.assert(property(record), { numRuns: 3_000 })).not.toThrow();
  });

  /** Rules that lack a part. */
  const MUTANTS: Record<string, typeof record> = {
    'nothing at all': (proposal, event, ctx) =>
      event.type === 'succeeded'
        ? { ok: false, reasons: [] }
        : record(proposal, event, ctx),
    'whatever runs': (proposal, event, ctx) =>
      record(
        proposal,
        event.type === 'succeeded'
          ? {
              ...event,
              digests: proposal.release.images.map(({ digest }) => digest),
            }
          : event,
        ctx,
      ),
    'more than was approved': (proposal, event, ctx) => {
      const own = proposal.release.images.map(({ digest }) => digest);
      const digests =
        event.type === 'succeeded'
          ? event.digests.filter(one =>
              own.some(digest => one.endsWith(digest)),
            )
          : [];
      return record(
        proposal,
        event.type === 'succeeded' ? { ...event, digests } : event,
        ctx,
      );
    },
    'less than was approved': (proposal, event, ctx) => {
      const seen = event.type === 'succeeded' ? event.digests : [];
      const images = proposal.release.images.filter(({ digest }) =>
        seen.some(one => one.endsWith(digest)),
      );
      const release = { ...proposal.release, images };
      return record(
        event.type === 'succeeded' && images.length > 0
          ? { ...proposal, release }
          : proposal,
        event,
        ctx,
      );
    },
    'before its soak has passed': (proposal, event, ctx) =>
      record(proposal, event, { ...ctx, now: ctx.now + 5 * MINUTE }),
    'before it has all traffic': (proposal, event, ctx) =>
      record(
        event.type === 'succeeded' && proposal.state === 'Executing'
          ? { ...proposal, state: 'Soaking' }
          : proposal,
        event,
        ctx,
      ),
    'at an earlier step': (proposal, event, ctx) =>
      event.type === 'full-traffic' && proposal.state === 'Executing'
        ? { ok: true, events: [event] }
        : record(proposal, event, ctx),
    'after its rollback has begun': (proposal, event, ctx) =>
      record(
        event.type === 'succeeded' && proposal.state === 'RollingBack'
          ? { ...proposal, state: 'Soaking' }
          : proposal,
        event,
        ctx,
      ),
    'after it has diverged': (proposal, event, ctx) =>
      record(
        event.type === 'succeeded' && proposal.state === 'Diverged'
          ? { ...proposal, state: 'Soaking' }
          : proposal,
        event,
        ctx,
      ),
  };

  it.each(Object.entries(MUTANTS))(
    'and by no rules that take %s',
    (_, mutant) => {
      const result = fc.check(property(mutant), {
        numRuns: 20_000,
        seed: 9,
        endOnFailure: true,
      });
      expect(result.failed).toBe(true);
    },
  );
});
