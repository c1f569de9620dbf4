import { ReactNode, useState } from 'react';
import { Action } from '@textloom/ui';
import { Permission, ReasonCode } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { reasonTexts } from '../../text/reasonText';
import {
  AbortDialog,
  PauseDialog,
  ResumeDialog,
  WithdrawDialog,
} from './ControlDialogs';
import { GlassDialog } from './GlassDialog';
import { BlockProps, isMoving, isWaiting } from './useProposal';

const dialogs = {
  pause: PauseDialog,
  resume: ResumeDialog,
  abort: AbortDialog,
  withdraw: WithdrawDialog,
  glass: GlassDialog,
};

type Control = keyof typeof dialogs;

/** What can be done with the proposal besides deciding. */
export interface Controls {
  actions: Action[];
  dialog: ReactNode;
}

const FOR_OTHERS: readonly ReasonCode[] = [
  'not-human',
  'not-in-group',
  'not-permitted',
];

function isForOthers(permission: Permission): boolean {
  return (
    !permission.ok &&
    permission.reasons.some(({ code }) => FOR_OTHERS.includes(code))
  );
}

function offered({ view }: BlockProps): [Control, Permission][] {
  const { mine, proposal } = view;
  if (isMoving(view)) {
    const held = proposal.execution?.pausedBy !== undefined;
    const running: [Control, Permission][] =
      proposal.state === 'RollingBack' || proposal.state === 'Restoring'
        ? []
        : [
            held ? ['resume', mine.resume] : ['pause', mine.pause],
            ['abort', mine.abort],
          ];
    return running;
  }
  if (!isWaiting(view)) return [];
  return [
    ['withdraw', mine.withdraw],
    // Not for those who never may: it is no everyday button.
    ...(isForOthers(mine.breakGlass)
      ? []
      : [['glass', mine.breakGlass] satisfies [Control, Permission]]),
  ];
}

/** Buttons of the title and the dialog that is open. */
export function useControls(props: BlockProps): Controls {
  const { nameOf, stale } = props;
  const say = useSay();
  const [open, setOpen] = useState<Control>();
  const why = (permission: Permission) => {
    if (stale) return say('states.staleAct');
    if (permission.ok) return undefined;
    const texts = reasonTexts(permission.reasons, say, nameOf);
    return texts.join(say('sentences')) || say('states.refused');
  };
  const Dialog = open && dialogs[open];
  return {
    actions: offered(props).map(([id, permission]) => ({
      label: say(`control.${id}`),
      disabledReason: why(permission),
      onPress: () => setOpen(id),
    })),
    dialog: Dialog && <Dialog {...props} onClose={() => setOpen(undefined)} />,
  };
}
