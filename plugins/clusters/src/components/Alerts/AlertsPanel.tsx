import { useState } from 'react';
import { ActionButton, Surface, useAllowed } from '@textloom/ui';
import {
  AlertFacts,
  AlertsView,
  clustersSilenceCreatePermission,
} from '@textloom/plugin-clusters-common';
import { useAlerts } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { SilenceDialog } from '../SilenceDialog/SilenceDialog';
import { SourceNote } from '../Sources/SourceNote';
import { AlertItem } from './AlertItem';
import { alertGroups, AlertGroups } from './alertGroups';
import classes from './Alerts.module.css';
import { SilencesCard } from './SilencesCard';

function subtitle(
  view: AlertsView,
  firing: number,
  say: Say,
): string | undefined {
  if (firing > 0) return say('alerts.firing', { count: firing });
  if (view.source.state === 'live') return say('alerts.none');
  return view.source.state === 'stale' ? say('alerts.noneStale') : undefined;
}

function AlertList(props: {
  groups: AlertGroups;
  onSilence: (alert: AlertFacts) => void;
}) {
  const { groups, onSilence } = props;
  const say = useSay();
  const allowed = useAllowed(clustersSilenceCreatePermission);
  const reason =
    allowed === 'denied'
      ? say('alerts.cannotSilence', {
          permission: clustersSilenceCreatePermission.name,
        })
      : undefined;
  return (
    <>
      {groups.firing.map(({ priority, alerts }) => (
        <section key={priority}>
          <p className={classes.priority}>
            {say(`alerts.priority.${priority}`)}
          </p>
          <ul className={classes.list}>
            {alerts.map(alert => (
              <AlertItem
                key={alert.fingerprint}
                alert={alert}
                action={
                  <ActionButton
                    label={say('alerts.silence')}
                    onPress={() => onSilence(alert)}
                    disabledReason={reason}
                  />
                }
              />
            ))}
          </ul>
        </section>
      ))}
      {groups.suppressed.length > 0 && (
        <details className={classes.folded}>
          <summary>
            {say('alerts.suppressed', { count: groups.suppressed.length })}
          </summary>
          <ul className={classes.list}>
            {groups.suppressed.map(alert => (
              <AlertItem key={alert.fingerprint} alert={alert} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Alerts(props: {
  cluster: string;
  view: AlertsView;
  onChange: () => void;
}) {
  const { cluster, view, onChange } = props;
  const say = useSay();
  const [silencing, setSilencing] = useState<AlertFacts>();
  const groups = alertGroups(view.alerts);
  const firing = groups.firing.reduce(
    (sum, { alerts }) => sum + alerts.length,
    0,
  );
  const close = () => setSilencing(undefined);
  const known = view.source.state === 'live' || view.source.state === 'stale';
  return (
    <>
      <Surface
        flush
        id="alerts"
        title={say('alerts.title')}
        subtitle={subtitle(view, firing, say)}
        footer={
          view.total > view.alerts.length
            ? say('alerts.shown', {
                shown: view.alerts.length,
                total: view.total,
              })
            : undefined
        }
      >
        {view.source.state !== 'live' && (
          <div className={classes.note}>
            <SourceNote source="alertmanager" status={view.source} />
          </div>
        )}
        <AlertList groups={groups} onSilence={setSilencing} />
      </Surface>
      {known && (
        <SilencesCard cluster={cluster} view={view} onChange={onChange} />
      )}
      {silencing && (
        <SilenceDialog
          cluster={cluster}
          alert={silencing}
          view={view}
          onClose={close}
          onDone={() => {
            close();
            onChange();
          }}
        />
      )}
    </>
  );
}

/** What fires in a cluster, by priority, and who silenced what. */
export function AlertsPanel({ cluster }: { cluster: string }) {
  const query = useAlerts(cluster);
  return (
    <BlockFrame query={query}>
      {view => (
        <Alerts cluster={cluster} view={view} onChange={query.refresh} />
      )}
    </BlockFrame>
  );
}
