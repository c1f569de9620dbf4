import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Field } from '@textloom/ui';
import {
  NegativeControl,
  PlanDetailView,
  StartRequest,
} from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { useWrite } from '../../hooks/useWrite';
import { planName } from '../../presentation/overview';
import { ReasonField, useReason } from '../Parts/ReasonField';
import { WriteDialog } from '../Parts/WriteDialog';
import { Touched } from './Touched';

/** Properties of {@link StartDialog}. */
export interface StartDialogProps {
  view: PlanDetailView;
  /** What may be damaged on purpose; none for a drill as it is. */
  controls: readonly NegativeControl[];
  onClose: () => void;
}

/** Asks before a drill starts: what it touches, and what it never does. */
export function StartDialog({ view, controls, onClose }: StartDialogProps) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const navigate = useNavigate();
  const reason = useReason(false);
  const [control, setControl] = useState<NegativeControl | undefined>(
    controls[0],
  );
  const { plan } = view.plan;
  const name = planName(view.store.title, plan, words, say);
  const write = useWrite(
    (api, options, request: StartRequest) =>
      api.start(plan.id, request, options),
    {
      onDone: drill => {
        const href = links.drill(drill.id);
        if (href) navigate(href);
        else onClose();
      },
    },
  );
  const isControl = control !== undefined;
  return (
    <WriteDialog
      write={write}
      title={say(isControl ? 'start.controlTitle' : 'start.title', { name })}
      consequence={
        <>
          <p>
            {isControl
              ? say('start.controlText', { control: words.controls[control] })
              : say('start.text', {
                  limit: say.duration(plan.timeLimitMs),
                })}
          </p>
          <Touched view={view} />
        </>
      }
      keepLabel={say('start.keep')}
      confirmLabel={say(isControl ? 'start.controlConfirm' : 'start.confirm')}
      pendingLabel={say('start.starting')}
      onClose={onClose}
      onConfirm={() =>
        write.run({
          ...(isControl && { control }),
          ...(reason.text && { reason: reason.text }),
        })
      }
    >
      {isControl && (
        <Field label={say('start.control')} help={say('start.controlHelp')}>
          <select
            value={control}
            onChange={event =>
              setControl(controls.find(id => id === event.target.value))
            }
          >
            {controls.map(id => (
              <option key={id} value={id}>
                {words.controls[id]}
              </option>
            ))}
          </select>
        </Field>
      )}
      <ReasonField
        label={say('start.reason')}
        help={say('start.reasonHelp')}
        reason={reason}
      />
    </WriteDialog>
  );
}
