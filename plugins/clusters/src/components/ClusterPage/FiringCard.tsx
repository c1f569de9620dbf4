import { Surface, TextLink } from '@textloom/ui';
import { useLinks } from '../../hooks/useLinks';
import { useAlerts } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { AlertItem } from '../Alerts/AlertItem';
import { alertGroups } from '../Alerts/alertGroups';
import { BlockFrame } from '../PageFrame/BlockFrame';
import classes from './FiringCard.module.css';

/** Alerts named; the rest are behind the link. */
const FIRST = 3;

/** The most urgent alerts that fire in a cluster. */
export function FiringCard({ cluster }: { cluster: string }) {
  const say = useSay();
  const links = useLinks();
  const query = useAlerts(cluster);
  const href = links.tab(cluster, 'alerts');
  const firing = alertGroups(query.data?.alerts ?? []).firing.flatMap(
    group => group.alerts,
  );
  return (
    <Surface
      flush
      title={say('alerts.title')}
      subtitle={
        firing.length > 0
          ? say('alerts.firing', { count: firing.length })
          : undefined
      }
      action={href && <TextLink href={href}>{say('tabs.allAlerts')}</TextLink>}
    >
      <BlockFrame query={query} rows={2}>
        {view =>
          firing.length > 0 ? (
            <ul className={classes.list}>
              {firing.slice(0, FIRST).map(alert => (
                <AlertItem key={alert.fingerprint} alert={alert} />
              ))}
            </ul>
          ) : (
            <p className={classes.none}>
              {say(
                view.source.state === 'live'
                  ? 'alerts.none'
                  : 'alerts.noneStale',
              )}
            </p>
          )
        }
      </BlockFrame>
    </Surface>
  );
}
