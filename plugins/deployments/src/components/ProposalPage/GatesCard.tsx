import { Intent, StatusLabel, Surface } from '@textloom/ui';
import {
  GateResult,
  GateStatus,
  ProposalView,
} from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { gateLimit, gateName } from '../../text/gateText';
import parts from '../Parts/Parts.module.css';
import classes from './GatesCard.module.css';

const intents: Record<GateStatus, Intent> = {
  passed: 'positive',
  failed: 'critical',
  unknown: 'unknown',
  running: 'active',
};

function Gate({ gate }: { gate: GateResult }) {
  const say = useSay();
  const limit = gateLimit(gate.policy, say);
  return (
    <li className={classes.gate}>
      <StatusLabel intent={intents[gate.status]}>
        {say(`gateStatus.${gate.status}`)}
      </StatusLabel>
      <div className={classes.words}>
        <h4>{gateName(gate.policy, say)}</h4>
        {gate.summary && (
          <p className={parts.quiet} lang="en">
            {gate.summary}
          </p>
        )}
        {limit && <p className={parts.quiet}>{limit}</p>}
      </div>
      <span className={classes.source}>
        {say('gates.source', {
          source: gate.source,
          age: say.age(gate.fetchedAt),
        })}
      </span>
    </li>
  );
}

function Freeze(props: Pick<GatesCardProps, 'freeze' | 'nextFreeze'>) {
  const { freeze, nextFreeze } = props;
  const say = useSay();
  const words = () => {
    if (freeze) {
      return say('gates.frozen', {
        name: freeze.name,
        until: say.when(freeze.until),
        reason: freeze.reason,
      });
    }
    return nextFreeze
      ? say('gates.nextFreeze', {
          name: nextFreeze.name,
          from: say.when(nextFreeze.from),
        })
      : say('gates.noFreeze');
  };
  return (
    <li className={classes.gate}>
      <StatusLabel intent={freeze ? 'waiting' : 'positive'}>
        {say(freeze ? 'state.Waiting' : 'gateStatus.passed')}
      </StatusLabel>
      <div className={classes.words}>
        <h4>{say('gates.freeze')}</h4>
        <p className={parts.quiet}>{words()}</p>
      </div>
    </li>
  );
}

/** Properties of {@link GatesCard}. */
export interface GatesCardProps
  extends Pick<ProposalView, 'freeze' | 'nextFreeze'> {
  gates: readonly GateResult[];
  /** Without the calendar of freezes, where it is told elsewhere. */
  bare?: boolean;
}

/** What has to have passed at the moment of a step, and who says so since when. */
export function GatesCard({ gates, freeze, nextFreeze, bare }: GatesCardProps) {
  const say = useSay();
  return (
    <Surface flush title={say('gates.title')} subtitle={say('gates.subtitle')}>
      {gates.length === 0 && <p className={parts.none}>{say('gates.none')}</p>}
      <ul className={classes.gates} aria-label={say('gates.title')}>
        {gates.map(gate => (
          <Gate key={gate.id} gate={gate} />
        ))}
        {!bare && <Freeze freeze={freeze} nextFreeze={nextFreeze} />}
      </ul>
    </Surface>
  );
}
