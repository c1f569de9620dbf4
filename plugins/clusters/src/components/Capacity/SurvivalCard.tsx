import {
  DataColumn,
  DataTable,
  Meter,
  StatusLabel,
  Surface,
} from '@textloom/ui';
import { SurvivalFigure } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { shares } from '../../presentation/capacity';
import { shortNodeName } from '../../text/names';
import { Say } from '../../text/say';
import classes from './Capacity.module.css';

function columns(say: Say): DataColumn<SurvivalFigure>[] {
  return [
    {
      id: 'loss',
      header: say('capacity.survival.loss'),
      width: '34%',
      cell: row => (
        <>
          {say(`capacity.survival.${row.loss}`, {
            where: row.group ?? say('capacity.survival.cluster'),
          })}
          <span className={classes.cell} title={row.lost}>
            {row.loss === 'node' ? shortNodeName(row.lost) : row.lost}
          </span>
        </>
      ),
    },
    {
      id: 'fits',
      header: say('capacity.survival.holds'),
      phone: 'figure',
      cell: row => (
        <StatusLabel intent={row.fits ? 'positive' : 'caution'}>
          {say(
            row.fits ? 'capacity.survival.fits' : 'capacity.survival.fitsNot',
          )}
        </StatusLabel>
      ),
    },
    {
      id: 'requests',
      header: say('capacity.survival.requests'),
      width: '36%',
      cell: row => (
        <>
          <Meter
            label={say('meters.cpu')}
            requested={shares(row.cpu).requested}
            limit={1}
          />
          <Meter
            label={say('meters.memory')}
            requested={shares(row.memory).requested}
            limit={1}
          />
        </>
      ),
    },
  ];
}

/** Whether what runs now still fits after the loss of a node or a zone. */
export function SurvivalCard({ survives }: { survives: SurvivalFigure[] }) {
  const say = useSay();
  const rows = [...survives].sort((a, b) => Number(a.fits) - Number(b.fits));
  return (
    <Surface
      flush
      title={say('capacity.survival.title')}
      subtitle={say('capacity.survival.subtitle')}
    >
      <DataTable
        label={say('capacity.survival.title')}
        columns={columns(say)}
        rows={rows}
        rowId={row => `${row.group ?? ''}/${row.loss}`}
        rowIntent={row => (row.fits ? undefined : 'caution')}
        count={false}
        empty={say('capacity.survival.none')}
      />
    </Surface>
  );
}
