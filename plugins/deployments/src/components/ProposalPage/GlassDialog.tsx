import { useState } from 'react';
import { Field } from '@textloom/ui';
import { Incident } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import { WriteDialog } from '../Parts/WriteDialog';
import {
  ControlDialogProps,
  ReasonField,
  useControl,
  useText,
  useWords,
} from './controlParts';

function incidentLine({ severity, title, since }: Incident, say: Say): string {
  const words = { severity, title };
  return since === undefined
    ? say('control.glassNoAge', words)
    : say('control.glassSince', { ...words, age: say.age(since) });
}

/** Which incident; the only one is chosen already. One that has ended meanwhile is chosen no longer. */
function useIncident(incidents: readonly Incident[]) {
  const say = useSay();
  const [chosen, setChosen] = useState('');
  const [asked, setAsked] = useState(false);
  const only = incidents.length === 1 ? incidents[0].id : '';
  const id = incidents.some(one => one.id === chosen) ? chosen : only;
  return {
    id,
    check: () => {
      setAsked(true);
      return id !== '';
    },
    field: (
      <Field
        label={say('control.glassIncident')}
        help={say('control.glassIncidentHelp')}
        error={asked && !id ? say('control.glassWhich') : undefined}
      >
        <select value={id} onChange={event => setChosen(event.target.value)}>
          {only === '' && (
            <option value="">{say('control.glassChoose')}</option>
          )}
          {incidents.map(incident => (
            <option key={incident.id} value={incident.id} lang="und">
              {incidentLine(incident, say)}
            </option>
          ))}
        </select>
      </Field>
    ),
  };
}

/** Passes over missing approvals for an open incident. */
export function GlassDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const { incidents, proposal } = props.view;
  const incident = useIncident(incidents);
  const reason = useText();
  const write = useControl(
    props,
    (api, options, request: { incident: string; reason: string }) =>
      api.breakGlass(proposal.id, request, options),
  );
  const confirm = () => {
    const complete = [incident.check(), reason.check()].every(Boolean);
    if (complete) write.run({ incident: incident.id, reason: reason.text });
  };
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.glassTitle', words)}
      consequence={say('control.glassText')}
      keepLabel={say('control.keepGlass')}
      confirmLabel={say('control.glassConfirm')}
      pendingLabel={say('control.breaking')}
      onClose={props.onClose}
      onConfirm={confirm}
    >
      {incident.field}
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}
