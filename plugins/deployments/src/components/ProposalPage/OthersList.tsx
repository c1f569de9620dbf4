import {
  LevelView,
  PersonView,
  Reason,
} from '@textloom/plugin-deployments-common';
import { useMe } from '../../hooks/useMe';
import { useSay } from '../../hooks/useSay';
import { levelName } from '../../presentation/ladder';
import { reasonTexts } from '../../text/reasonText';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useProposal';
import classes from './DecisionPanel.module.css';

/** Who else could decide on a level, who cannot and why, and the shortest way to complete it. */
export function OthersList(props: BlockProps & { level: LevelView }) {
  const { view, nameOf, level } = props;
  const say = useSay();
  const me = useMe();
  const whyNot = (person: PersonView, reasons: readonly Reason[]) => {
    const why = reasonTexts(reasons, say, nameOf).join(say('sentences'));
    // Most sentences name the person already.
    return why.includes(person.name)
      ? why
      : say('decide.cannot', { name: person.name, why });
  };
  const can = level.can.filter(({ ref }) => ref !== me);
  const cannot = level.cannot.filter(({ person }) => person.ref !== me);
  const fastest = view.fastest.filter(({ ref }) => ref !== me);
  if (can.length + cannot.length + fastest.length === 0) return null;
  const title = say('decide.others', {
    level: levelName(level, say, 'inside'),
  });
  return (
    <div className={classes.others}>
      <h4>{title}</h4>
      <ul aria-label={title}>
        {can.map(({ ref, name }) => (
          <li key={ref}>{say('decide.can', { name })}</li>
        ))}
        {cannot.map(({ person, reasons }) => (
          <li key={person.ref}>{whyNot(person, reasons)}</li>
        ))}
      </ul>
      {fastest.length > 0 && (
        <p className={parts.quiet}>
          {say('decide.fastest', {
            names: say.names(view.fastest.map(({ name }) => name)),
          })}
        </p>
      )}
    </div>
  );
}
