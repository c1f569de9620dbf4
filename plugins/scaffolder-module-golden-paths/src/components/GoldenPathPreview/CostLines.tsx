import {
  CostLine,
  EnvironmentCosts,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { formatMoney, useLocale } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link CostLines}. */
export interface CostLinesProps {
  of: EnvironmentCosts;
}

/** The lines of an estimate: what, how much of it, at which price. */
export function CostLines({
  of: { lines, unpriced, monthly },
}: CostLinesProps) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <dl className={styles.costLines}>
        {lines.map(line => (
          <Line key={`${line.item} ${line.name}`} line={line} />
        ))}
        <div className={styles.costSum}>
          <dt>{say('costs.monthly')}</dt>
          <dd>
            {monthly === undefined
              ? say('costs.notPriced')
              : formatMoney(monthly, 'USD', locale)}
          </dd>
        </div>
      </dl>
      {unpriced > 0 && (
        <p className={styles.costNote}>
          {say('costs.unpriced', { count: unpriced })}
        </p>
      )}
    </>
  );
}

function Line({ line }: { line: CostLine }) {
  const say = useSay();
  const locale = useLocale();
  const { item, name, how, monthly } = line;
  return (
    <div>
      <dt>
        {say(`costs.item.${item}`)}
        {name && <code>{name}</code>}
        {item === 'usage' ? (
          <span>{say('costs.usage')}</span>
        ) : (
          <code>{how}</code>
        )}
      </dt>
      <dd>
        {monthly === undefined
          ? say('costs.notPriced')
          : formatMoney(monthly, 'USD', locale)}
      </dd>
    </div>
  );
}
