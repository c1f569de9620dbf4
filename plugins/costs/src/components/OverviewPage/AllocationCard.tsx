import {
  DataColumn,
  DataTable,
  formatCount,
  PageState,
  ShareBar,
  StatusLabel,
  Surface,
  TextLink,
} from '@textloom/ui';
import {
  addMonths,
  AllocationRow,
  COST_LAYERS,
  CostLayer,
  OverviewView,
} from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { byAmount, ratioOf } from '../../presentation/amounts';
import { valueName } from '../../presentation/dimensions';
import { billedSpan } from '../../presentation/spans';
import { checkOf } from '../../presentation/strip';
import { nameIn } from '../../text/names';
import { Change } from '../Parts/Change';
import classes from './AllocationCard.module.css';

const isLayer = (key: string): key is CostLayer =>
  COST_LAYERS.some(layer => layer === key);

function useColumns(
  view: OverviewView,
  /** Layers: paler, and without heads to sort by. */
  quiet: boolean,
): DataColumn<AllocationRow>[] {
  const say = useSay();
  const { currency } = view.strip;
  const amounts = [...view.allocation, ...view.layers].map(({ cost }) => cost);
  const [largest] = [...amounts].sort(byAmount);
  return [
    {
      id: 'cost',
      header: say('cost'),
      align: 'end',
      width: '18%',
      phone: 'figure',
      cell: ({ cost }) => say.money(cost, currency),
      sortValue: quiet ? undefined : ({ cost }) => Number(cost),
    },
    {
      id: 'change',
      header: say('change'),
      align: 'end',
      width: '14%',
      cell: ({ cost, previous }) => <Change now={cost} before={previous} />,
      sortValue: quiet
        ? undefined
        : ({ cost, previous }) => ratioOf(cost, previous),
    },
    {
      id: 'share',
      header: say('share'),
      width: '14%',
      phone: 'hidden',
      cell: ({ cost }) => (
        <ShareBar bare quiet={quiet} share={ratioOf(cost, largest) ?? 0} />
      ),
    },
  ];
}

function Components({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const figures = useColumns(view, false);
  const { month, strip, names, allocation } = view;
  return (
    <DataTable
      label={say('overview.allocation')}
      rows={allocation}
      rowId={({ key, owner }) => `${key}/${owner}`}
      rowHref={({ key }) =>
        links.explore({
          ...billedSpan(month, strip.billedTo),
          filter: { component: [key] },
          groupBy: ['service'],
        })
      }
      countWords={({ shown }) =>
        say('overview.components', {
          count: shown,
          shown: formatCount(shown),
        })
      }
      columns={[
        {
          id: 'component',
          header: say('dimension.component'),
          width: '32%',
          cell: ({ key }) => valueName('component', key, names, say),
          sortValue: ({ key }) => valueName('component', key, names, say),
        },
        {
          id: 'owner',
          header: say('owner'),
          width: '22%',
          cell: ({ owner }) => nameIn(names, owner),
          sortValue: ({ owner }) => nameIn(names, owner),
        },
        ...figures,
      ]}
    />
  );
}

function Layers({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const figures = useColumns(view, true);
  const { month, strip, names, layers } = view;
  return (
    <div className={classes.layers}>
      <h4 className={classes.heading}>{say('overview.layersTitle')}</h4>
      <DataTable
        label={say('overview.layersTitle')}
        rows={layers}
        rowId={({ key }) => key}
        rowHref={({ key }) =>
          links.explore({
            ...billedSpan(month, strip.billedTo),
            filter: { layer: [key] },
            groupBy: ['service'],
          })
        }
        count={false}
        columns={[
          {
            id: 'layer',
            header: say('overview.layer'),
            width: '32%',
            cell: ({ key }) => valueName('layer', key, names, say),
          },
          {
            id: 'how',
            header: say('overview.how'),
            width: '22%',
            cell: ({ key }) =>
              isLayer(key) ? say(`overview.divided.${key}`) : key,
          },
          ...figures,
        ]}
      />
    </div>
  );
}

function Sum({ view }: { view: OverviewView }) {
  const say = useSay();
  const href = useLinks().page('reconciliation');
  const { strip, sum, previous } = view;
  const check = checkOf(strip, say);
  return (
    <div className={classes.foot}>
      <p className={classes.sum}>
        <span>{say('sum')}</span>
        <b>{say.money(sum, strip.currency)}</b>
        <Change now={sum} before={previous} />
      </p>
      {strip.scope === 'all' && (
        <StatusLabel intent={check.intent}>{check.text}</StatusLabel>
      )}
      {href && strip.scope === 'all' && (
        <TextLink href={href}>{say('strip.open')}</TextLink>
      )}
    </div>
  );
}

/** Whose the month so far is: components with owners, then what belongs to nobody alone, and the sum. */
export function AllocationCard({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const { month, strip, allocation, layers } = view;
  const explore = links.explore({
    ...billedSpan(month, strip.billedTo),
    groupBy: ['component'],
  });
  return (
    <Surface
      flush
      title={say('overview.allocation')}
      subtitle={say('overview.allocationNote', {
        month: say.monthName(addMonths(month, -1)),
      })}
      action={
        explore && <TextLink href={explore}>{say('overview.explore')}</TextLink>
      }
      footer={<Sum view={view} />}
    >
      {allocation.length === 0 && layers.length === 0 ? (
        <PageState kind="empty" size="cell" title={say('overview.empty')} />
      ) : (
        <>
          <Components view={view} />
          {layers.length > 0 && <Layers view={view} />}
        </>
      )}
    </Surface>
  );
}
