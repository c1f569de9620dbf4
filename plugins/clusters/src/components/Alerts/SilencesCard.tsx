import { useCallback, useState } from 'react';
import {
  ActionButton,
  Clock,
  ConfirmDialog,
  Surface,
  useAllowed,
} from '@textloom/ui';
import {
  AlertsView,
  ClustersApi,
  clustersSilenceDeletePermission,
  SilenceFacts,
} from '@textloom/plugin-clusters-common';
import { useAct } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { matcherText } from '../SilenceDialog/matching';
import classes from './Alerts.module.css';

interface EndDialogProps {
  cluster: string;
  silence: SilenceFacts;
  view: AlertsView;
  onClose: () => void;
  onDone: () => void;
}

function EndDialog(props: EndDialogProps) {
  const { cluster, silence, view, onClose, onDone } = props;
  const say = useSay();
  const expire = useCallback(
    (api: ClustersApi) => api.expireSilence(cluster, silence.id),
    [cluster, silence.id],
  );
  const { pending, failure, run } = useAct(expire, onDone);
  const held = view.alerts.filter(
    alert =>
      alert.silencedBy.length === 1 && alert.silencedBy[0] === silence.id,
  ).length;
  return (
    <ConfirmDialog
      open
      title={say('silences.endTitle')}
      consequence={
        held > 0
          ? say('silences.endConsequence', { count: held })
          : say('silences.endNothing')
      }
      keepLabel={say('silences.keep')}
      onKeep={onClose}
      confirmLabel={say('silences.end')}
      onConfirm={() => run()}
      pendingLabel={pending ? say('silences.ending') : undefined}
      failure={failure && { ...failure, title: say('silences.endFailed') }}
    />
  );
}

function SilenceItem(props: { silence: SilenceFacts; onEnd: () => void }) {
  const say = useSay();
  const { silence, onEnd } = props;
  const allowed = useAllowed(clustersSilenceDeletePermission);
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <p className={classes.summary} lang="en">
          {silence.comment}
        </p>
        <ul className={classes.labels}>
          {silence.matchers.map(matcher => (
            <li key={matcherText(matcher)}>
              <code>{matcherText(matcher)}</code>
            </li>
          ))}
        </ul>
        <p className={classes.quiet}>
          {say('silences.by', { who: silence.createdBy })}{' '}
          <Clock at={silence.endsAt} day />
          {silence.state === 'pending' && ` · ${say('silences.pending')}`}
        </p>
      </div>
      <div className={classes.action}>
        <ActionButton
          label={say('silences.end')}
          onPress={onEnd}
          disabledReason={
            allowed === 'denied'
              ? say('silences.cannotEnd', {
                  permission: clustersSilenceDeletePermission.name,
                })
              : undefined
          }
        />
      </div>
    </li>
  );
}

/** Properties of {@link SilencesCard}. */
export interface SilencesCardProps {
  cluster: string;
  view: AlertsView;
  onChange: () => void;
}

/** Who silenced what, until when and why; each can be ended early. */
export function SilencesCard({ cluster, view, onChange }: SilencesCardProps) {
  const say = useSay();
  const [ending, setEnding] = useState<string>();
  const silences = view.silences.filter(({ state }) => state !== 'expired');
  const chosen = silences.find(({ id }) => id === ending);
  const close = () => setEnding(undefined);
  return (
    <Surface
      flush
      title={say('silences.title')}
      subtitle={
        silences.length > 0
          ? say('silences.count', { count: silences.length })
          : undefined
      }
    >
      {silences.length === 0 && (
        <p className={classes.none}>{say('silences.none')}</p>
      )}
      <ul className={classes.list}>
        {silences.map(silence => (
          <SilenceItem
            key={silence.id}
            silence={silence}
            onEnd={() => setEnding(silence.id)}
          />
        ))}
      </ul>
      {chosen && (
        <EndDialog
          cluster={cluster}
          silence={chosen}
          view={view}
          onClose={close}
          onDone={() => {
            close();
            onChange();
          }}
        />
      )}
    </Surface>
  );
}
