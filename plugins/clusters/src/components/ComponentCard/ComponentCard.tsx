import { useEntity } from '@backstage/plugin-catalog-react';
import { Loading, PageState, Surface, useAllowed } from '@textloom/ui';
import { clustersClusterReadPermission } from '@textloom/plugin-clusters-common';
import { KUBERNETES_ID_ANNOTATION } from '../../annotations';
import { useSay } from '../../hooks/useSay';
import { useComponent } from '../../hooks/useWorkloads';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { Place } from './Place';
import classes from './ComponentCard.module.css';

function Places({ component }: { component: string }) {
  const say = useSay();
  const query = useComponent(component);
  return (
    <BlockFrame query={query} rows={3}>
      {view =>
        view.places.length === 0 ? (
          <PageState
            kind="empty"
            size="cell"
            title={say('component.none', {
              component,
              label: KUBERNETES_ID_ANNOTATION,
            })}
          />
        ) : (
          <ul className={classes.places}>
            {view.places.map(place => (
              <Place key={place.cluster} place={place} />
            ))}
          </ul>
        )
      }
    </BlockFrame>
  );
}

/** Where the component of a catalog entity runs, what is wrong with it there, and how much more would fit. */
export function ComponentCard() {
  const { entity } = useEntity();
  const say = useSay();
  const allowed = useAllowed(clustersClusterReadPermission);
  const { annotations, name } = entity.metadata;
  const component = annotations?.[KUBERNETES_ID_ANNOTATION] ?? name;
  const body = () => {
    if (allowed === 'loading') return <Loading shape="line" />;
    if (allowed === 'denied') {
      return (
        <PageState kind="denied" size="cell" title={say('states.denied')} />
      );
    }
    return <Places component={component} />;
  };
  return <Surface title={say('component.title')}>{body()}</Surface>;
}
