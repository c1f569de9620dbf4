import { imageName } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { WriteDialog } from '../Parts/WriteDialog';
import {
  ControlDialogProps,
  ReasonField,
  useControl,
  useText,
  useWords,
} from './controlParts';

/** Takes what runs for what is to run. */
export function AdoptDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const reason = useText();
  const { proposal, running } = props.view;
  const seen = running?.images.map(imageName) ?? [];
  const write = useControl(props, (api, options, why: string) =>
    api.adopt(proposal.id, { running: seen, reason: why }, options),
  );
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('settle.adoptTitle', words)}
      consequence={say('settle.adoptText')}
      keepLabel={say('settle.keepOpen')}
      confirmLabel={say('settle.adoptConfirm')}
      pendingLabel={say('settle.adopting')}
      onClose={props.onClose}
      onConfirm={() => reason.check() && write.run(reason.text)}
    >
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}

/** Has what was approved run again: the release, or what ran before one that had not succeeded. */
export function RevertDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const reason = useText();
  const { id, divergence } = props.view.proposal;
  const write = useControl(props, (api, options, why: string) =>
    api.revert(id, { reason: why }, options),
  );
  const isBefore = divergence?.succeededAt === undefined;
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('settle.revertTitle', {
        ...words,
        version: isBefore ? words.before : words.version,
      })}
      consequence={say('settle.revertText')}
      keepLabel={say('settle.keepOpen')}
      confirmLabel={say('settle.revertConfirm')}
      pendingLabel={say('settle.reverting')}
      onClose={props.onClose}
      onConfirm={() => reason.check() && write.run(reason.text)}
    >
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}
