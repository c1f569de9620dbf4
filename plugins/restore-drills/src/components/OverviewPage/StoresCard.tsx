import { StatusLabel, Surface, TextLink } from '@textloom/ui';
import { StoreView } from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { exposureIntent, tightestRpo } from '../../presentation/exposure';
import parts from '../Parts/Parts.module.css';
import classes from './StoresCard.module.css';

function Item({ view }: { view: StoreView }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const { store, exercised, heartbeat, exposure } = view;
  const rpo = tightestRpo(store);
  const href = links.store(store.id);
  return (
    <li>
      <div className={classes.line}>
        {href ? <TextLink href={href}>{store.title}</TextLink> : store.title}
        <span className={parts.note}>{words.kinds[store.kind]}</span>
      </div>
      <StatusLabel intent={exposureIntent(view)}>
        {exposure
          ? say('store.exposed', { exposure: say.duration(exposure.ms) })
          : say('store.exposureUnknown')}
      </StatusLabel>
      <p className={parts.quiet}>
        {say.sentences([
          ...(rpo === undefined
            ? []
            : [say('store.tightest', { rpo: say.duration(rpo) })]),
          heartbeat
            ? say('store.marker', {
                seq: heartbeat.lastSeq,
                age: say.age(heartbeat.lastAckedAt),
              })
            : say('store.noHeartbeat'),
        ])}
      </p>
      {heartbeat?.problem && (
        <p className={parts.quiet}>{words.problem(heartbeat.problem).what}</p>
      )}
      {!exercised && (
        <p className={parts.quiet}>{say('store.notExercisedText')}</p>
      )}
    </li>
  );
}

/** How much each store would lose if it failed now. */
export function StoresCard({ stores }: { stores: readonly StoreView[] }) {
  const say = useSay();
  return (
    <Surface
      flush
      title={say('overview.stores')}
      subtitle={say('overview.storesText')}
    >
      <ul className={classes.stores}>
        {stores.map(view => (
          <Item key={view.store.id} view={view} />
        ))}
      </ul>
    </Surface>
  );
}
