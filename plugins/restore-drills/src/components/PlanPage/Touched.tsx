import { PlanDetailView } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import classes from './PlanPage.module.css';

/** What a drill touches, and what it never does. */
export function Touched({ view }: { view: PlanDetailView }) {
  const say = useSay();
  const { title: store, kind } = view.store;
  return (
    <div className={classes.touched}>
      {!view.exercised && <p>{say('store.notExercisedText')}</p>}
      <div>
        <h4>{say('touched.made')}</h4>
        <ul>
          <li>{say('touched.folder')}</li>
          <li>
            {kind === 'rds'
              ? say('touched.instance', { store })
              : say('touched.server')}
          </li>
          <li>{say('touched.gone')}</li>
        </ul>
      </div>
      <div>
        <h4>{say('touched.read')}</h4>
        <ul>
          <li>{say('touched.backup', { store })}</li>
          <li>{say('touched.source', { store })}</li>
        </ul>
      </div>
      <div>
        <h4>{say('touched.never')}</h4>
        <ul>
          <li>{say('touched.neverSource', { store })}</li>
          <li>{say('touched.neverArchive')}</li>
        </ul>
      </div>
    </div>
  );
}
