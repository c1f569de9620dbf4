import { StatusLabel } from '@textloom/ui';
import { useWords } from '../../hooks/useWords';
import { useSay } from '../../hooks/useSay';
import { drillIntent, drillWord, LookOf } from '../../presentation/states';

/** Properties of {@link DrillLabel}. */
export interface DrillLabelProps {
  drill: LookOf;
  variant?: 'plain' | 'chip';
}

/** A drill's state or result as icon and word. */
export function DrillLabel({ drill, variant }: DrillLabelProps) {
  const say = useSay();
  const words = useWords();
  return (
    <StatusLabel intent={drillIntent(drill)} variant={variant}>
      {drillWord(drill, words, say)}
    </StatusLabel>
  );
}
