import { ReactNode } from 'react';
import { Surface } from '@textloom/ui';
import {
  EnvironmentPolicy,
  LevelPolicy,
} from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { levelName } from '../../presentation/ladder';
import { gateLimit, gateName } from '../../text/gateText';
import { groupName } from '../../text/names';
import { Say } from '../../text/say';
import { triggerWords } from '../../text/triggerWords';
import classes from './PolicyPage.module.css';

function levelLine(level: LevelPolicy, index: number, say: Say): string {
  const groups = level.groups.map(({ group, atLeast }) =>
    atLeast > 0 && level.groups.length > 1
      ? say('policy.atLeast', { group: groupName(group, say), count: atLeast })
      : groupName(group, say),
  );
  return say('policy.levelLine', {
    level: levelName({ index, name: level.name }, say),
    count: level.approvals,
    groups: say.names(groups),
    unlocks: level.unlocks,
  });
}

function traffic({ strategy }: EnvironmentPolicy, say: Say): string {
  switch (strategy.kind) {
    case 'canary':
      return say('policy.canary', {
        steps: strategy.steps
          .map(({ weight, soakMs }) =>
            soakMs > 0
              ? say('policy.canaryStep', {
                  weight,
                  duration: say.duration(soakMs),
                })
              : `${weight}%`,
          )
          .join(' → '),
      });
    case 'blue-green':
      return say('policy.blueGreen', {
        duration: say.duration(strategy.soakMs),
      });
    default:
      return say('policy.rolling');
  }
}

function Lines({ texts }: { texts: string[] }) {
  return (
    <ul className={classes.lines}>
      {texts.map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** What one environment asks for. */
export function EnvironmentCard(props: { environment: EnvironmentPolicy }) {
  const { environment } = props;
  const say = useSay();
  const { limits, levels, gates, excluded } = environment;
  const gateLines = gates.map(gate => {
    const name = gateName(gate, say);
    const limit = gateLimit(gate, say);
    return limit ? say('policy.gate', { name, limit }) : name;
  });
  const facts: [string, ReactNode][] = [
    [say('policy.refs'), <code key="refs">{environment.refs.join(' ')}</code>],
    [
      say('policy.levels'),
      levels.length > 0 ? (
        <Lines
          texts={levels.map((level, index) => levelLine(level, index, say))}
        />
      ) : (
        say('policy.noLevels')
      ),
    ],
    [
      say('policy.gates'),
      gateLines.length > 0 ? (
        <Lines texts={gateLines} />
      ) : (
        say('policy.noGates')
      ),
    ],
    [say('policy.traffic'), traffic(environment, say)],
    [
      say('policy.rollsBack'),
      say('policy.limits', {
        errors: limits.errorRatePercent,
        p95: limits.p95Ms,
        requests: limits.minRequests,
      }),
    ],
    [say('policy.expires'), say.duration(environment.expiresAfterMs)],
    ...(excluded.length > 0
      ? [
          [
            say('policy.excluded'),
            say.names(excluded.map(role => say(`policy.involvement.${role}`))),
          ] satisfies [string, ReactNode],
        ]
      : []),
  ];
  return (
    <Surface
      title={environment.name}
      subtitle={triggerWords(environment.trigger, say)}
    >
      <dl className={classes.facts}>
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Surface>
  );
}
