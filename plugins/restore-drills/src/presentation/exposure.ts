import { Intent } from '@textloom/ui';
import { Store, StoreView } from '@textloom/plugin-restore-drills-common';

/** The smallest loss that any of a store's targets permits, in milliseconds; undefined without targets. */
export function tightestRpo({
  targets,
}: Pick<Store, 'targets'>): number | undefined {
  const limits = Object.values(targets).flatMap(target =>
    target ? [target.rpoMs] : [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Whether a store would lose more than it may if it failed now; nothing known is nothing good. */
export function exposureIntent(
  view: Pick<StoreView, 'store' | 'exposure' | 'heartbeat'>,
): Intent {
  const { exposure, heartbeat } = view;
  const limit = tightestRpo(view.store);
  if (!exposure || limit === undefined) return 'unknown';
  if (exposure.ms > limit) return 'critical';
  return heartbeat?.problem ? 'caution' : 'positive';
}
