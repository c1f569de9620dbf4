import { StatusLabel } from '@textloom/ui';
import { ProposalState } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { stateLook } from '../../presentation/states';

/** Properties of {@link StateLabel}. */
export interface StateLabelProps {
  state: ProposalState;
  weight?: number;
  paused?: boolean;
  variant?: 'plain' | 'chip';
}

/** A proposal's state as icon and word. */
export function StateLabel({ variant, ...of }: StateLabelProps) {
  const say = useSay();
  const look = stateLook(of);
  return (
    <StatusLabel intent={look.intent} variant={variant}>
      {say(look.key, look.params)}
    </StatusLabel>
  );
}
