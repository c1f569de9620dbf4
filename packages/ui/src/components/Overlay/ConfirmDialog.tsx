import { ReactNode, useEffect, useId, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { PageState } from '../PageState/PageState';
import { ActionButton } from '../ActionButton/ActionButton';
import { OverlayLanguage } from './OverlayLanguage';

/** Properties of {@link ConfirmDialog}. */
export interface ConfirmDialogProps {
  open: boolean;
  /** The question, with the object's name. */
  title: string;
  /** What will happen, in figures. */
  consequence: ReactNode;
  /** Fields that the act needs. */
  children?: ReactNode;
  /** The safe choice, named by what stays: "Keep the silence". */
  keepLabel: string;
  onKeep: () => void;
  /** The act: "End the silence". */
  confirmLabel: string;
  onConfirm: () => void;
  /** Why the act is not possible yet. */
  disabledReason?: string;
  /** The act is under way: its word, as in "Ending". */
  pendingLabel?: string;
  /** The server's no, in its own words, with a title in ours. */
  failure?: { title: string; message: string; requestId?: string };
}

function Foot(props: ConfirmDialogProps) {
  const { keepLabel, onKeep, confirmLabel, onConfirm, pendingLabel } = props;
  const ref = useRef<HTMLDivElement>(null);
  const hasFields = Boolean(props.children);
  useEffect(() => {
    // Enter must not confirm by accident: focus starts on the safe choice, or in the first field.
    const start = hasFields
      ? ref.current?.parentElement?.querySelector<HTMLElement>(
          'input, textarea, select',
        )
      : ref.current?.querySelector<HTMLElement>('button');
    start?.focus();
  }, [hasFields]);
  return (
    <div ref={ref} className="tl-overlay__foot">
      <ActionButton label={keepLabel} onPress={onKeep} />
      <ActionButton
        variant="primary"
        label={confirmLabel}
        onPress={onConfirm}
        pendingLabel={pendingLabel}
        disabledReason={props.disabledReason}
      />
    </div>
  );
}

/** Asks before what is costly or shared: consequence, fields, the safe choice named; a sheet on the phone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, consequence, children, onKeep, failure } = props;
  const consequenceId = useId();
  return (
    <OverlayLanguage>
      <ModalOverlay
        className="tl-overlay"
        isOpen={open}
        onOpenChange={next => !next && onKeep()}
        isDismissable={!props.pendingLabel}
        isKeyboardDismissDisabled={Boolean(props.pendingLabel)}
      >
        <Modal className="tl-confirm">
          <Dialog
            className="tl-overlay__dialog"
            aria-describedby={consequenceId}
          >
            <div className="tl-overlay__head">
              <Heading slot="title" className="tl-overlay__title">
                {title}
              </Heading>
            </div>
            <div className="tl-overlay__body">
              <div id={consequenceId} className="tl-confirm__consequence">
                {consequence}
              </div>
              {children}
              {failure && (
                <PageState
                  kind="error"
                  size="cell"
                  title={failure.title}
                  requestId={failure.requestId}
                >
                  <span lang="en">{failure.message}</span>
                </PageState>
              )}
            </div>
            <Foot {...props} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </OverlayLanguage>
  );
}
