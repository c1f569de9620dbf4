import { PhaseBar, Surface, useNow } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { drillVerdict } from '../../presentation/drillVerdict';
import { phasesOf } from '../../presentation/phases';
import { isLive } from '../../presentation/states';
import { ProblemList } from '../Parts/ProblemList';
import { BlockProps } from './useDrill';
import classes from './DrillPage.module.css';

/** The page's answer: what is so, then how far each step is. */
export function PhaseCard({ view, nameOf }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const live = isLive(view.drill);
  const now = useNow(live ? 1_000 : 60_000);
  const verdict = drillVerdict(view.drill, words, say, nameOf);
  return (
    <Surface>
      <div className={classes.phases}>
        <div role="status">
          <h3 className={classes.sentence}>{verdict.sentence}</h3>
          {verdict.details.length > 0 && (
            <p className={classes.detail}>{say.sentences(verdict.details)}</p>
          )}
          <ProblemList
            label={say('drill.problems')}
            problems={verdict.problems}
          />
        </div>
        <PhaseBar
          label={say('drill.phases')}
          phases={phasesOf(view.drill, view.progress, words, say, now)}
        />
      </div>
    </Surface>
  );
}
