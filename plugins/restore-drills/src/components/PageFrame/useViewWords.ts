import { ViewWords } from '@textloom/ui';
import { restoreDrillsDrillReadPermission } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';

/** What is said when a view is missing or old. */
export function useViewWords(): ViewWords {
  const say = useSay();
  return {
    denied: say('states.denied'),
    deniedText: say('states.deniedText', {
      permission: restoreDrillsDrillReadPermission.name,
    }),
    failed: say('states.failed'),
    failedText: say('states.failedText'),
    failedKept: say('states.failedKept'),
  };
}
