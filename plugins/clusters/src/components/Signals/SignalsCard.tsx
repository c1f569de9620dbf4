import { Surface } from '@textloom/ui';
import { SignalSummary } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { SignalTable } from './SignalTable';
import { SignalSystem, systemOf, worstFirst } from './systems';

/** Properties of {@link SignalsCard}. */
export interface SignalsCardProps {
  /** Absent when Prometheus is not known. */
  signals?: SignalSummary[];
  systems: SignalSystem[];
  /** Only those of one subject, such as a node. */
  subject?: string;
}

/** What is measured of some systems; draws nothing where nothing of them is. */
export function SignalsCard(props: SignalsCardProps) {
  const { signals = [], systems, subject } = props;
  const say = useSay();
  const shown = signals.filter(
    entry =>
      systems.includes(systemOf(entry.signal)) &&
      (subject === undefined || entry.subject === subject),
  );
  if (shown.length === 0) return null;
  return (
    <Surface flush title={say('signals.title')}>
      <SignalTable label={say('signals.title')} signals={worstFirst(shown)} />
    </Surface>
  );
}
