import { ViewWords } from '@textloom/ui';
import { costsCostReadPermission } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';

/** What is said when a view is missing or old. */
export function useViewWords(): ViewWords {
  const say = useSay();
  return {
    denied: say('states.denied'),
    deniedText: say('states.deniedText', {
      permission: costsCostReadPermission.name,
    }),
    failed: say('states.failed'),
    failedText: say('states.failedText'),
    failedKept: say('states.failedKept'),
  };
}
