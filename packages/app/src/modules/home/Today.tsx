import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { Page, PageBar, PageTitle } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { useSandbox } from '../nav/useSandbox';
import { DrillsDue } from './DrillsDue';
import { FleetHealth, useFleet } from './FleetHealth';
import { MyCatalog } from './MyCatalog';
import { TryIt } from './TryIt';
import { useDrills } from './useDrills';
import { WaitingOnMe } from './WaitingOnMe';
import './home.css';

/** Plugins whose widgets repeat what this page or the navigation shows better. */
const FRAMEWORK = ['home', 'search', 'notifications'];

/** The page at `/`: is the platform healthy, what to try, what is mine. */
export function Today({ widgets }: HomePageLayoutProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const sandbox = useSandbox();
  const fleet = useFleet();
  const drills = useDrills();
  const stores = drills.query.data?.stores ?? [];
  const clusters = fleet.query.data?.clusters ?? [];
  return (
    <Page bar={<PageBar crumbs={[{ label: t('home.title') }]} />}>
      <PageTitle name={t('home.title')} />
      <FleetHealth fleet={fleet} />
      <div className="tlapp-today">
        <div className="tlapp-today__stack">
          <WaitingOnMe />
          <DrillsDue drills={drills} />
        </div>
        {sandbox && (
          <TryIt
            controlUrl={sandbox.controlUrl}
            broken={clusters.some(
              ({ state }) => state === 'degraded' || state === 'unhealthy',
            )}
            maySee={fleet.allowed !== 'denied'}
            mayDrill={stores.length > 0}
            restored={stores.some(({ plans }) =>
              plans.some(({ lastProven }) => lastProven !== undefined),
            )}
          />
        )}
        <MyCatalog />
        {widgets
          .filter(({ node }) => !FRAMEWORK.includes(node.spec.plugin.pluginId))
          .map(({ node, component }) => (
            <div key={node.spec.id}>{component}</div>
          ))}
      </div>
    </Page>
  );
}
