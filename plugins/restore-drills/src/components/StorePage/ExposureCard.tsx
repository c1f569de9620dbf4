import { Chart, Surface } from '@textloom/ui';
import { StoreDetailView } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { axisUnit } from '../../presentation/timeAxis';
import { tightestRpo } from '../../presentation/exposure';
import parts from '../Parts/Parts.module.css';

const LINES = [
  { id: 'p50', field: 'p50Ms', colour: 2 },
  { id: 'p99', field: 'p99Ms', colour: 1 },
  { id: 'max', field: 'maxMs', colour: 3 },
] as const;

/** How much would have been lost, hour by hour, against the tightest limit. */
export function ExposureCard({ view }: { view: StoreDetailView }) {
  const say = useSay();
  const { exposures, store } = view;
  const rpo = tightestRpo(store);
  const title = say('exposure.title');
  // One hour has no course.
  if (exposures.length < 2) {
    return (
      <Surface title={title}>
        <p className={parts.quiet}>{say('exposure.none')}</p>
      </Surface>
    );
  }
  const iso = (at: number) => new Date(at).toISOString();
  const worst = Math.max(...exposures.map(({ maxMs }) => maxMs));
  const unit = axisUnit(Math.max(worst, rpo ?? 0));
  return (
    <Surface title={title} subtitle={say('exposure.subtitle')}>
      <Chart
        label={say('exposure.label', {
          store: store.title,
          worst: say.duration(worst),
        })}
        from={iso(exposures[0].at)}
        to={iso(Math.max(view.at, exposures[exposures.length - 1].at))}
        format={value => say.duration(value * unit)}
        limit={
          rpo === undefined
            ? undefined
            : {
                value: rpo / unit,
                label: say('trend.limit', {
                  name: 'RPO',
                  value: say.duration(rpo),
                }),
              }
        }
        lines={LINES.map(({ id, field, colour }) => ({
          id,
          colour,
          label: say(`exposure.${id}`),
          points: exposures.map(hour => ({
            at: iso(hour.at),
            value: hour[field] / unit,
          })),
        }))}
      />
    </Surface>
  );
}
