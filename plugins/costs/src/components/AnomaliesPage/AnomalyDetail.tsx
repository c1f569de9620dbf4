import { useState } from 'react';
import { ActionButton, DataTable, StackedBars, TextLink } from '@textloom/ui';
import {
  AnomalyView,
  costsAnomalyUpdatePermission,
  Names,
} from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useRefusal } from '../../hooks/useRefusal';
import { useSay } from '../../hooks/useSay';
import { byAmount, sizeOf } from '../../presentation/amounts';
import {
  anomalyFilter,
  anomalyMarkers,
  anomalySeries,
} from '../../presentation/anomalies';
import { bucketsOf, markersOf, seriesCsv } from '../../presentation/chart';
import { valueName } from '../../presentation/dimensions';
import { nameIn } from '../../text/names';
import { saveCsv } from '../../text/saveFile';
import parts from '../Parts/Parts.module.css';
import classes from './AnomaliesPage.module.css';
import { FeedbackDialog } from './FeedbackDialog';

/** An anomaly with what its parts are named by. */
export interface AnomalyProps {
  anomaly: AnomalyView;
  names: Names;
  currency: string;
}

function Days({ anomaly, names, currency }: AnomalyProps) {
  const say = useSay();
  const links = useLinks();
  const said = (amount: string) => say.money(amount, currency);
  const days = anomaly.series.map(({ day }) => day);
  const series = anomalySeries(anomaly, say);
  return (
    <StackedBars
      label={say('anomalies.chart', {
        name: nameIn(names, anomaly.value),
        actual: said(anomaly.actual),
        expected: said(anomaly.expected),
        range: say.range(anomaly.from, anomaly.to),
      })}
      bucketLabel={say('overview.day')}
      buckets={bucketsOf(days, [], say)}
      series={series}
      markers={markersOf(anomalyMarkers(anomaly), names, say, ({ kind, ref }) =>
        ref && kind === 'deployment' ? links.proposal(ref) : undefined,
      )}
      format={said}
      formatAxis={value =>
        say.money(String(value), currency, { digits: 'whole' })
      }
      height={200}
      onSave={() =>
        saveCsv(
          `${anomaly.id}.csv`,
          seriesCsv(say('overview.day'), days, series),
        )
      }
    />
  );
}

function Drivers({ anomaly, names, currency }: AnomalyProps) {
  const say = useSay();
  const links = useLinks();
  const { from, to, drivers } = anomaly;
  if (drivers.length === 0) {
    return <p className={parts.quiet}>{say('anomalies.noDrivers')}</p>;
  }
  return (
    <DataTable
      label={say('anomalies.drivers')}
      rows={[...drivers].sort((a, b) =>
        byAmount(sizeOf(a.impact), sizeOf(b.impact)),
      )}
      rowId={({ dimension, value }) => `${dimension}/${value}`}
      rowHref={driver =>
        links.explore({ from, to, filter: anomalyFilter(anomaly, driver) })
      }
      count={false}
      columns={[
        {
          id: 'driver',
          header: say('anomalies.driver'),
          width: '46%',
          cell: ({ dimension, value }) =>
            valueName(dimension, value, names, say),
        },
        {
          id: 'kind',
          header: say('anomalies.kind'),
          cell: ({ dimension }) => say(`dimension.${dimension}`),
        },
        {
          id: 'impact',
          header: say('anomalies.impact'),
          align: 'end',
          phone: 'figure',
          cell: ({ impact }) => say.money(impact, currency, { sign: true }),
          sortValue: ({ impact }) => Number(impact),
        },
      ]}
    />
  );
}

function Causes({ anomaly, names }: AnomalyProps) {
  const say = useSay();
  const links = useLinks();
  if (anomaly.causes.length === 0) {
    return <p className={parts.quiet}>{say('anomalies.noCauses')}</p>;
  }
  return (
    <ul className={classes.causes}>
      {anomaly.causes.map(({ at, kind, label, ref, component }) => {
        // What the portal did not deploy itself has no proposal; its component has its history.
        const href = ref
          ? links.proposal(ref)
          : component && links.entity(component);
        const text = say('anomalies.causeAt', {
          what: say(`overview.marker.${kind}`, { label: nameIn(names, label) }),
          when: say.when(at),
        });
        return (
          <li key={`${at}/${label}`}>
            {href ? <TextLink href={href}>{text}</TextLink> : text}
          </li>
        );
      })}
    </ul>
  );
}

function Judgement(props: AnomalyProps & { onJudged: () => void }) {
  const { anomaly, names, onJudged } = props;
  const say = useSay();
  const refusal = useRefusal(costsAnomalyUpdatePermission);
  const [asking, setAsking] = useState(false);
  const { feedback } = anomaly;
  return (
    <>
      {feedback && (
        <p className={parts.quiet}>
          {say('anomalies.judged', {
            word: say(`overview.feedback.${feedback.value}`),
            by: nameIn(names, feedback.by),
            when: say.when(feedback.at),
          })}{' '}
          {feedback.note && (
            <q className={classes.said} lang="und">
              {feedback.note}
            </q>
          )}
        </p>
      )}
      <ActionButton
        label={say(feedback ? 'anomalies.judgeAgain' : 'anomalies.judge')}
        disabledReason={refusal}
        onPress={() => setAsking(true)}
      />
      {asking && (
        <FeedbackDialog
          anomaly={anomaly}
          name={nameIn(names, anomaly.value)}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onJudged();
          }}
        />
      )}
    </>
  );
}

/** One anomaly opened: its days against what was expected, what carries it, what changed before, what was said. */
export function AnomalyDetail(props: AnomalyProps & { onJudged: () => void }) {
  const { anomaly, currency } = props;
  const say = useSay();
  const links = useLinks();
  const { from, to } = anomaly;
  const explore = links.explore({
    from,
    to,
    filter: anomalyFilter(anomaly),
    groupBy: ['skuMeter'],
  });
  return (
    <>
      <p className={parts.quiet}>
        {say('anomalies.figures', {
          actual: say.money(anomaly.actual, currency),
          expected: say.money(anomaly.expected, currency),
        })}
      </p>
      <Days {...props} />
      <section className={classes.section}>
        <h4 className={parts.itemTitle}>{say('anomalies.drivers')}</h4>
        <Drivers {...props} />
      </section>
      <section className={classes.section}>
        <h4 className={parts.itemTitle}>{say('anomalies.causes')}</h4>
        <Causes {...props} />
      </section>
      <section className={classes.section}>
        <Judgement {...props} />
        {explore && (
          <TextLink href={explore}>{say('anomalies.explore')}</TextLink>
        )}
      </section>
    </>
  );
}
