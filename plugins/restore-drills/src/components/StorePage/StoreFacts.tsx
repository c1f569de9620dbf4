import { Surface, TextLink } from '@textloom/ui';
import {
  SCENARIOS,
  StoreDetailView,
} from '@textloom/plugin-restore-drills-common';
import { CONNECT, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { shortRef } from '../../text/names';
import parts from '../Parts/Parts.module.css';
import { Terms } from '../Parts/Terms';

function RefLink({ of }: { of: string }) {
  const href = useLinks().entity(of);
  return href ? (
    <TextLink href={href}>{shortRef(of)}</TextLink>
  ) : (
    <>{shortRef(of)}</>
  );
}

/** What the store is, whose, and what it must meet. */
export function StoreFacts({ view }: { view: StoreDetailView }) {
  const say = useSay();
  const words = useWords();
  const { store, exercised } = view;
  const targets = SCENARIOS.flatMap(scenario => {
    const target = store.targets[scenario];
    return target ? [{ scenario, target }] : [];
  });
  return (
    <Surface
      title={say('store.facts')}
      footer={<TextLink href={CONNECT}>{say('overview.connect')}</TextLink>}
    >
      <Terms
        items={[
          {
            id: 'kind',
            term: say('store.kind'),
            value: words.kinds[store.kind],
          },
          ...(store.entity
            ? [
                {
                  id: 'entity',
                  term: say('store.entity'),
                  value: <RefLink of={store.entity} />,
                },
              ]
            : []),
          ...(store.owner
            ? [
                {
                  id: 'owner',
                  term: say('store.ownerTerm'),
                  value: <RefLink of={store.owner} />,
                },
              ]
            : []),
          {
            id: 'priority',
            term: say('store.priority'),
            value: store.priority,
          },
          {
            id: 'heartbeat',
            term: say('store.heartbeats'),
            value:
              store.heartbeatMs === undefined
                ? say('store.noHeartbeat')
                : say('store.every', {
                    period: say.duration(store.heartbeatMs),
                  }),
          },
          ...targets.map(({ scenario, target }) => ({
            id: scenario,
            term: words.scenarios[scenario],
            value: say('store.target', {
              rto: say.duration(target.rtoMs),
              rpo: say.duration(target.rpoMs),
            }),
          })),
        ]}
      />
      {!exercised && (
        <p className={parts.quiet}>{say('store.notExercisedText')}</p>
      )}
    </Surface>
  );
}
