import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Loading,
  PageState,
  Surface,
  TextLink,
  useAllowed,
} from '@textloom/ui';
import {
  restoreDrillsDrillReadPermission,
  StoreView,
} from '@textloom/plugin-restore-drills-common';
import { CONNECT, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWords } from '../../hooks/useWords';
import { refOf } from '../../text/names';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { DrillLabel } from '../Parts/DrillLabel';
import { Due, Proven, Result } from '../OverviewPage/PlanCells';
import { Terms } from '../Parts/Terms';
import classes from './EntityCard.module.css';

function StoreFacts({ view }: { view: StoreView }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const href = links.store(view.store.id);
  // A control says nothing of whether the data comes back.
  const plans = view.plans.filter(({ plan }) => !plan.control);
  return (
    <div className={classes.store}>
      <h4>
        {href ? (
          <TextLink href={href}>{view.store.title}</TextLink>
        ) : (
          view.store.title
        )}
      </h4>
      {plans.map(plan => {
        const drill = plan.last && links.drill(plan.last.id);
        return (
          <Terms
            key={plan.plan.id}
            items={[
              {
                id: 'last',
                term: say('card.last', {
                  scenario: words.scenarios[plan.plan.scenario],
                }),
                value:
                  drill && plan.last && !plan.running ? (
                    <TextLink href={drill}>
                      <DrillLabel drill={plan.last} />
                    </TextLink>
                  ) : (
                    <Result plan={plan} />
                  ),
              },
              {
                id: 'proven',
                term: say('overview.proven'),
                value: <Proven plan={plan} />,
              },
              {
                id: 'due',
                term: say('overview.due'),
                value: <Due plan={plan} />,
              },
            ]}
          />
        );
      })}
    </div>
  );
}

function Stores({ entity }: { entity: string }) {
  const say = useSay();
  const query = useView({
    key: ['overview', entity],
    load: api => api.getOverview({ entity }),
  });
  return (
    <BlockFrame query={query}>
      {({ stores }) =>
        stores.length === 0 ? (
          <PageState
            kind="empty"
            size="cell"
            title={say('card.none')}
            actions={[{ label: say('overview.connect'), href: CONNECT }]}
          />
        ) : (
          <div className={classes.stores}>
            {stores.map(view => (
              <StoreFacts key={view.store.id} view={view} />
            ))}
          </div>
        )
      }
    </BlockFrame>
  );
}

/** Whether the data of a catalog entity can be restored: last drill, last proof, what is due. */
export function EntityCard() {
  const { entity } = useEntity();
  const say = useSay();
  const overview = useLinks().overview();
  const allowed = useAllowed(restoreDrillsDrillReadPermission);
  const body = () => {
    if (allowed === 'loading') return <Loading shape="line" />;
    if (allowed === 'denied') {
      return (
        <PageState kind="denied" size="cell" title={say('states.denied')} />
      );
    }
    return <Stores entity={refOf(entity)} />;
  };
  return (
    <Surface
      title={say('restoreDrills')}
      action={
        overview && <TextLink href={overview}>{say('card.open')}</TextLink>
      }
    >
      {body()}
    </Surface>
  );
}
