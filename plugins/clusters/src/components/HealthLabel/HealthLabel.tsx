import { StatusLabel, StatusLabelProps } from '@textloom/ui';
import {
  Freshness,
  HealthState,
  NodeStatus,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { nodeIntent, shownHealth } from '../../presentation/intents';

/** Properties of {@link HealthLabel}. */
export interface HealthLabelProps {
  state: HealthState;
  /** What is not live is the last known state, whatever it was. */
  freshness?: Freshness['state'];
  variant?: StatusLabelProps['variant'];
}

/** Health of a cluster or node group. */
export function HealthLabel(props: HealthLabelProps) {
  const { state, freshness = 'live', variant } = props;
  const say = useSay();
  const { word, intent } = shownHealth(state, freshness);
  return (
    <StatusLabel intent={intent} variant={variant}>
      {say(`health.${word}`)}
    </StatusLabel>
  );
}

/** Properties of {@link NodeLabel}. */
export interface NodeLabelProps {
  status: NodeStatus;
  variant?: StatusLabelProps['variant'];
}

/** State of a node. */
export function NodeLabel({ status, variant }: NodeLabelProps) {
  const say = useSay();
  return (
    <StatusLabel intent={nodeIntent(status)} variant={variant}>
      {say(`nodeStatus.${status}`)}
    </StatusLabel>
  );
}
