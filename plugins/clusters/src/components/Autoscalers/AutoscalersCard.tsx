import {
  ActionButton,
  DataColumn,
  DataTable,
  Rail,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { HpaSummary } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { atBoundFirst } from '../../presentation/autoscalers';
import { Say } from '../../text/say';
import classes from './Autoscalers.module.css';

const FIRST = 6;

function columns(say: Say): DataColumn<HpaSummary>[] {
  return [
    {
      id: 'name',
      header: say('autoscalers.column.name'),
      width: '32%',
      cell: hpa => (
        <>
          <span className={classes.name}>{hpa.name}</span>
          <span className={classes.target}>{hpa.namespace}</span>
        </>
      ),
    },
    {
      id: 'target',
      phone: 'hidden',
      header: say('autoscalers.column.target'),
      cell: hpa => `${hpa.targetKind} ${hpa.targetName}`,
    },
    {
      id: 'range',
      header: say('autoscalers.column.range'),
      width: '36%',
      phone: 'line',
      cell: hpa => (
        <Rail
          label={hpa.name}
          min={hpa.min}
          desired={hpa.desired}
          max={hpa.max}
        />
      ),
    },
  ];
}

/** Properties of {@link AutoscalersCard}. */
export interface AutoscalersCardProps {
  hpas: HpaSummary[];
  /** Whether the autoscalers' source is live. */
  known: boolean;
}

/** Every HorizontalPodAutoscaler between its bounds, those at their maximum first. */
export function AutoscalersCard({ hpas, known }: AutoscalersCardProps) {
  const say = useSay();
  const [all, setAll] = useQueryParam('autoscalers');
  const sorted = atBoundFirst(hpas);
  const shown = all === 'all' ? sorted : sorted.slice(0, FIRST);
  const left = sorted.length - shown.length;
  return (
    <Surface
      flush
      title={say('autoscalers.title')}
      subtitle={
        hpas.length > 0
          ? say('autoscalers.subtitle', { count: hpas.length })
          : undefined
      }
    >
      {hpas.length === 0 ? (
        <p className={classes.none}>
          {say(known ? 'autoscalers.none' : 'autoscalers.unknown')}
        </p>
      ) : (
        <DataTable
          label={say('autoscalers.title')}
          columns={columns(say)}
          rows={shown}
          rowId={hpa => `${hpa.namespace}/${hpa.name}`}
          count={false}
          footer={
            left > 0 && (
              <ActionButton
                variant="tertiary"
                label={say('autoscalers.showAll', { count: sorted.length })}
                onPress={() => setAll('all')}
              />
            )
          }
        />
      )}
    </Surface>
  );
}
