import { Surface, TextLink } from '@textloom/ui';
import { Names, Recommendation } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { recommendationTitle } from '../../presentation/recommendations';
import parts from '../Parts/Parts.module.css';

/** What saves most, with what it saves and how hard it is. */
export function NextCard(props: {
  recommendations: readonly Recommendation[];
  names: Names;
}) {
  const { recommendations, names } = props;
  const say = useSay();
  const href = useLinks().page('savings');
  return (
    <Surface
      flush
      title={say('overview.next')}
      action={
        href &&
        recommendations.length > 0 && (
          <TextLink href={href}>
            {say('overview.allSavings', { count: recommendations.length })}
          </TextLink>
        )
      }
    >
      {recommendations.length === 0 ? (
        <p className={parts.none}>{say('overview.noSavings')}</p>
      ) : (
        <ul className={parts.list}>
          {recommendations.slice(0, 3).map(each => (
            <li key={each.id} className={parts.item}>
              <h4 className={parts.itemTitle}>
                {recommendationTitle(each, names, say)}
              </h4>
              <p className={parts.quiet}>
                {say('overview.saves', {
                  amount: say.money(each.monthlySaving, each.currency, {
                    digits: 'whole',
                  }),
                  effort: say(`effort.${each.effort}`),
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}
