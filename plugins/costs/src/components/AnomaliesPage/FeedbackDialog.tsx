import { useState } from 'react';
import { Field } from '@textloom/ui';
import {
  ANOMALY_FEEDBACK,
  AnomalyFeedback,
  AnomalyView,
  FeedbackRequest,
} from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { WriteDialog } from '../Parts/WriteDialog';

const LONGEST_NOTE = 500;

/** Asks what an anomaly is; what is said is kept with who said it. */
export function FeedbackDialog(props: {
  anomaly: AnomalyView;
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { anomaly, name, onClose, onDone } = props;
  const say = useSay();
  const [value, setValue] = useState<AnomalyFeedback>(
    anomaly.feedback?.value ?? 'confirmed',
  );
  const [note, setNote] = useState(anomaly.feedback?.note ?? '');
  const write = useWrite(
    (api, request: FeedbackRequest) => api.giveFeedback(anomaly.id, request),
    { onDone },
  );
  return (
    <WriteDialog
      write={write}
      title={say('anomalies.judgeTitle', { name })}
      consequence={say('anomalies.judgeText')}
      keepLabel={say('anomalies.keep')}
      confirmLabel={say('anomalies.say')}
      pendingLabel={say('states.saving')}
      onClose={onClose}
      onConfirm={() => write.run({ value, note: note.trim() })}
    >
      <Field label={say('anomalies.is')}>
        <select
          value={value}
          onChange={event =>
            setValue(
              ANOMALY_FEEDBACK.find(each => each === event.target.value) ??
                value,
            )
          }
        >
          {ANOMALY_FEEDBACK.map(each => (
            <option key={each} value={each}>
              {say(`anomalies.values.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('anomalies.note')} help={say('anomalies.noteHelp')}>
        <textarea
          rows={3}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
      </Field>
    </WriteDialog>
  );
}
