import { Spark, StatusLabel, Surface, TextLink } from '@textloom/ui';
import { AnomalyView, Names } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { anomalySentences, anomalyState } from '../../presentation/anomaly';
import { nameIn } from '../../text/names';
import parts from '../Parts/Parts.module.css';
import classes from './AnomaliesCard.module.css';

/** One anomaly in a list: state, what, how much, since when, what was just before, where to go on. */
function AnomalyItem(props: {
  anomaly: AnomalyView;
  names: Names;
  currency: string;
}) {
  const { anomaly, names, currency } = props;
  const say = useSay();
  const links = useLinks();
  const name = nameIn(names, anomaly.value);
  const state = anomalyState(anomaly, say);
  const cause = anomaly.causes.find(({ ref }) => ref);
  const proposal = cause?.ref && links.proposal(cause.ref);
  const own = links.anomaly(anomaly.id);
  return (
    <li className={parts.item}>
      <div className={parts.itemHead}>
        <StatusLabel intent={state.intent}>{state.word}</StatusLabel>
        {anomaly.state === 'open' && (
          <span className={parts.note}>{say('overview.soFarOf')}</span>
        )}
      </div>
      <div className={parts.itemHead}>
        <h4 className={parts.itemTitle}>{name}</h4>
        <span className={parts.amount}>
          {say.money(anomaly.impact, currency, { sign: true })}
        </span>
      </div>
      <div className={classes.body}>
        <p className={parts.quiet}>
          {say.sentences(anomalySentences(anomaly, say))}
        </p>
        <Spark
          label={say('overview.sparkOf', { name })}
          values={anomaly.series.map(({ amount }) => Number(amount))}
        />
      </div>
      <div className={parts.tools}>
        {proposal && (
          <TextLink href={proposal}>
            {say('overview.openCause', { label: cause?.label ?? '' })}
          </TextLink>
        )}
        {own && <TextLink href={own}>{say('overview.seeAnomaly')}</TextLink>}
      </div>
    </li>
  );
}

/** Days that cost other than was to be expected, the newest few. */
export function AnomaliesCard(props: {
  anomalies: readonly AnomalyView[];
  names: Names;
  currency: string;
}) {
  const { anomalies, names, currency } = props;
  const say = useSay();
  const href = useLinks().page('anomalies');
  return (
    <Surface
      flush
      title={say('overview.anomalies')}
      action={
        href && <TextLink href={href}>{say('overview.allAnomalies')}</TextLink>
      }
    >
      {anomalies.length === 0 ? (
        <p className={parts.none}>{say('overview.noAnomaly')}</p>
      ) : (
        <ul className={parts.list}>
          {anomalies.slice(0, 3).map(anomaly => (
            <AnomalyItem key={anomaly.id} {...{ anomaly, names, currency }} />
          ))}
        </ul>
      )}
    </Surface>
  );
}
