import { TextLink } from '@textloom/ui';
import { Names, Recommendation } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { recommendationTitle } from '../../presentation/recommendations';
import { exploreOf, saidLine } from '../../presentation/savings';
import { nameIn } from '../../text/names';
import parts from '../Parts/Parts.module.css';
import { Unfold } from '../Parts/Unfold';
import classes from './SavingsPage.module.css';

function Arithmetic(props: { recommendation: Recommendation; names: Names }) {
  const { recommendation, names } = props;
  const say = useSay();
  const { monthlySaving, currency, arithmetic } = recommendation;
  return (
    <table className={classes.arithmetic}>
      <caption>
        {say('savings.arithmetic', {
          amount: say.money(monthlySaving, currency),
        })}
      </caption>
      <tbody>
        {arithmetic.map((line, index) => {
          const said = saidLine(line, recommendation, names, say);
          return (
            <tr
              key={`${index}/${line.code}`}
              className={said.isResult ? classes.result : undefined}
            >
              <td className={classes.sign}>{said.sign}</td>
              <th scope="row">{said.text}</th>
              <td className={classes.value}>{said.value}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One action: what it saves, how hard it is, and, opened, how that was computed. The address keeps which is open. */
export function SavingItem(props: {
  recommendation: Recommendation;
  names: Names;
}) {
  const { recommendation, names } = props;
  const say = useSay();
  const links = useLinks();
  const { id, owner, basis, effort, risk, currency } = recommendation;
  const explore = links.explore(exploreOf(recommendation));
  return (
    <Unfold
      param="saving"
      id={id}
      title={recommendationTitle(recommendation, names, say)}
      note={[
        nameIn(names, owner),
        say('savings.facts', {
          effort: say(`effort.${effort}`),
          risk: say(`savings.risk.${risk}`),
        }),
      ]
        .filter(Boolean)
        .join(' · ')}
      amount={say('savings.perMonth', {
        amount: say.money(recommendation.monthlySaving, currency, {
          digits: 'whole',
        }),
      })}
    >
      <Arithmetic recommendation={recommendation} names={names} />
      <p className={parts.quiet}>
        {say('savings.basis', {
          range: say.range(basis.from, basis.to),
        })}
      </p>
      <div className={parts.tools}>
        <TextLink href={links.docs(recommendation.howTo)}>
          {say('savings.howTo')}
        </TextLink>
        {explore && (
          <TextLink href={explore}>{say('savings.explore')}</TextLink>
        )}
      </div>
    </Unfold>
  );
}
