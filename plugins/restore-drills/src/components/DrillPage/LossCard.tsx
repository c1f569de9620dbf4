import { StatusLabel, Surface } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { rpaDerivation } from '../../presentation/derivation';
import { Terms } from '../Parts/Terms';
import { BlockProps } from './useDrill';
import classes from './DrillPage.module.css';

/** How much was lost, with each figure of the formula. */
export function LossCard({ view }: BlockProps) {
  const say = useSay();
  const { rpa, markers } = view.drill.findings;
  if (!rpa) return null;
  const { formula, lines } = rpaDerivation(rpa, view.drill.target, say);
  return (
    <Surface
      id="loss"
      title={say('loss.title')}
      subtitle={say(`loss.method.${rpa.method}`)}
    >
      <p className={classes.formula}>{formula}</p>
      <Terms
        items={[
          ...lines.map(({ id, term, value, result }) => ({
            id,
            term,
            value: result ? <b className={classes.result}>{value}</b> : value,
          })),
          ...(markers
            ? [
                {
                  id: 'found',
                  term: say('loss.found'),
                  value: (
                    <>
                      {say('loss.foundValue', {
                        count: markers.count,
                        min: markers.min,
                        max: markers.max,
                      })}{' '}
                      {markers.firstHole === undefined ? (
                        <StatusLabel intent="positive">
                          {say('loss.noHole')}
                        </StatusLabel>
                      ) : (
                        <StatusLabel intent="critical">
                          {say('loss.hole', { seq: markers.firstHole })}
                        </StatusLabel>
                      )}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Surface>
  );
}
