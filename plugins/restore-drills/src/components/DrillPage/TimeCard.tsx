import { DataTable, Surface } from '@textloom/ui';
import { Rta } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useDrill';
import classes from './DrillPage.module.css';

const ACTORS = ['machine', 'human', 'waiting'] as const;

function Bar({ rta }: { rta: Rta }) {
  const say = useSay();
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {rta.phases.map((phase, index) => (
          <span
            // A phase may come twice, when a step was tried again.
            key={`${index} ${phase.name}`}
            className={classes.piece}
            data-actor={phase.actor}
            style={{ flexGrow: Math.max(1, phase.ms) }}
          />
        ))}
      </div>
      <ul className={classes.legend} aria-label={say('time.byActor')}>
        {ACTORS.map(actor => (
          <li key={actor}>
            <span className={classes.key} data-actor={actor} aria-hidden />
            {say(`time.${actor}`, { time: say.duration(rta.byActor[actor]) })}
          </li>
        ))}
      </ul>
    </>
  );
}

/** How the time to recover is made up: each phase, whose it was, and how it was measured. */
export function TimeCard({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const { rta } = view.drill.findings;
  if (!rta) return null;
  const sums = [
    { id: 'technical', ms: rta.technicalMs },
    { id: 'declared', ms: rta.declaredMs },
    { id: 'full', ms: rta.fullMs },
  ] as const;
  return (
    <Surface
      id="time"
      flush
      title={say('time.title')}
      subtitle={say('time.subtitle')}
      footer={
        <p className={parts.quiet}>
          {say.sentences([
            ...sums.map(({ id, ms }) =>
              say(`time.sum.${id}`, { time: say.duration(ms) }),
            ),
            say('time.polling', { time: say.duration(rta.pollingMs) }),
          ])}
        </p>
      }
    >
      <div className={classes.time}>
        <Bar rta={rta} />
      </div>
      <DataTable
        label={say('time.title')}
        count={false}
        rows={rta.phases.map((phase, index) => ({
          ...phase,
          id: String(index),
        }))}
        rowId={row => row.id}
        columns={[
          {
            id: 'phase',
            header: say('time.phase'),
            cell: row => words.phases[row.name],
          },
          {
            id: 'ms',
            header: say('time.took'),
            align: 'end',
            phone: 'figure',
            cell: row => say.duration(row.ms),
          },
          {
            id: 'actor',
            header: say('time.whose'),
            cell: row => words.actors[row.actor],
          },
          {
            id: 'source',
            header: say('time.source'),
            cell: row => words.sources[row.source],
          },
        ]}
      />
    </Surface>
  );
}
