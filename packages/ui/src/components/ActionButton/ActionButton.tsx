import { MouseEvent, ReactElement, useId } from 'react';
import { Link } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';
import { isExternal } from '../TextLink/TextLink';

/** Something that the reader can do. */
export interface Action {
  /** Names the act and its object; ends in … when more is asked. */
  label: string;
  /** Where it leads: a path of the portal or an absolute address. */
  href?: string;
  onPress?: () => void;
  /** `primary` at most once per view; `secondary` when absent. */
  variant?: 'primary' | 'secondary' | 'tertiary';
  icon?: ReactElement;
  /** Why it cannot be done now, with what would unblock it. The button stays focusable. */
  disabledReason?: string;
  /** Says what is under way ("Approving") and stops further presses; the width stays. */
  pendingLabel?: string;
}

/** Properties of {@link ActionButton}. */
export interface ActionButtonProps extends Action {
  /** More classes of the caller's. */
  className?: string;
}

function Words({ label, icon, pendingLabel }: Action) {
  return (
    <>
      {icon && (
        <span className="tl-btn__icon" aria-hidden>
          {icon}
        </span>
      )}
      <span className="tl-btn__words">
        <span className={pendingLabel ? 'tl-btn__ghost' : undefined}>
          {label}
        </span>
        {pendingLabel && (
          <span className="tl-btn__pending">{pendingLabel}</span>
        )}
      </span>
    </>
  );
}

/** A button, or a link that looks like one. A disabled one says why beneath. */
export function ActionButton(props: ActionButtonProps) {
  const { href, onPress, variant = 'secondary', disabledReason } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const reasonId = useId();
  const className = `tl-btn tl-btn--${variant} ${props.className ?? ''}`.trim();
  if (href && !disabledReason) {
    return isExternal(href) ? (
      <a
        className={className}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Words {...props} />
        <RiExternalLinkLine className="tl-btn__out" aria-hidden />
        <VisuallyHidden> {t('external')}</VisuallyHidden>
      </a>
    ) : (
      <Link className={className} to={href}>
        <Words {...props} />
      </Link>
    );
  }
  const blocked = Boolean(disabledReason || props.pendingLabel);
  const press = (event: MouseEvent) => {
    event.stopPropagation();
    if (!blocked) onPress?.();
  };
  const button = (
    <button
      type="button"
      className={className}
      aria-disabled={blocked || undefined}
      aria-describedby={disabledReason ? reasonId : undefined}
      onClick={press}
    >
      <Words {...props} />
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className="tl-btn-with-reason">
      {button}
      <span id={reasonId} className="tl-btn__reason">
        {disabledReason}
      </span>
    </span>
  );
}
