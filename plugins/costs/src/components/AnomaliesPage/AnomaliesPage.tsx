import {
  PageState,
  PluginQuery,
  StatusLabel,
  Surface,
  useQueryParam,
  Verdict,
} from '@textloom/ui';
import { AnomaliesView, AnomalyView } from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import {
  anomaliesVerdict,
  sortedAnomalies,
} from '../../presentation/anomalies';
import { anomalySentences, anomalyState } from '../../presentation/anomaly';
import { openAnomalies } from '../../presentation/overview';
import { nameIn } from '../../text/names';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import parts from '../Parts/Parts.module.css';
import { Unfold } from '../Parts/Unfold';
import { AnomalyDetail } from './AnomalyDetail';

/** Parameter of the address that names the open anomaly; the overview, markers and notifications link to it. */
const PARAM = 'anomaly';

function Entries(props: {
  anomalies: readonly AnomalyView[];
  view: AnomaliesView;
  onJudged: () => void;
}) {
  const { anomalies, view, onJudged } = props;
  const say = useSay();
  const { names, strip } = view;
  return (
    <ul className={parts.list}>
      {anomalies.map(anomaly => {
        const state = anomalyState(anomaly, say);
        return (
          <Unfold
            key={anomaly.id}
            param={PARAM}
            id={anomaly.id}
            status={
              <StatusLabel intent={state.intent}>{state.word}</StatusLabel>
            }
            title={nameIn(names, anomaly.value)}
            note={[
              nameIn(names, anomaly.owner),
              say.sentences(anomalySentences(anomaly, say)),
            ]
              .filter(Boolean)
              .join(' · ')}
            amount={say.money(anomaly.impact, strip.currency, { sign: true })}
          >
            <AnomalyDetail
              anomaly={anomaly}
              names={names}
              currency={strip.currency}
              onJudged={onJudged}
            />
          </Unfold>
        );
      })}
    </ul>
  );
}

function Body(props: {
  view: AnomaliesView;
  query: PluginQuery<AnomaliesView>;
}) {
  const { view, query } = props;
  const say = useSay();
  const [asked, setAsked] = useQueryParam(PARAM);
  const { open, past } = sortedAnomalies(view.anomalies);
  const isMissing = asked && !view.anomalies.some(({ id }) => id === asked);
  return (
    <>
      <Verdict {...anomaliesVerdict(view, say, setAsked)} />
      {isMissing && (
        <PageState
          kind="empty"
          title={say('anomalies.missing')}
          actions={[
            {
              label: say('anomalies.closeMissing'),
              onPress: () => setAsked(''),
            },
          ]}
        >
          {say('anomalies.missingText')}
        </PageState>
      )}
      {(
        [
          ['open', open, 'noneOpen'],
          ['past', past, 'nonePast'],
        ] as const
      ).map(([id, anomalies, none]) => (
        <Surface
          key={id}
          flush
          title={say(`anomalies.${id}`)}
          subtitle={say(`anomalies.${id}Note`)}
        >
          {anomalies.length === 0 ? (
            <p className={parts.none}>{say(`anomalies.${none}`)}</p>
          ) : (
            <Entries
              anomalies={anomalies}
              view={view}
              onJudged={query.refresh}
            />
          )}
        </Surface>
      ))}
    </>
  );
}

/** Days that cost other than was to be expected: how much, what carries it, what changed before, what it is. */
export function AnomaliesPage() {
  const [currency] = useCurrency();
  const query = useView({
    key: ['anomalies', currency],
    load: api => api.getAnomalies({ currency }),
  });
  return (
    <CostsFrame
      page="anomalies"
      query={query}
      openAnomalies={view => openAnomalies(view.anomalies).length}
    >
      {view => <Body view={view} query={query} />}
    </CostsFrame>
  );
}
