import { Children, ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Menu, MenuItem, MenuTrigger, ButtonIcon } from '@backstage/ui';
import { RiMoreLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { uiTranslationRef } from '../../i18n/translation';
import { middleCut } from '../../format/middleCut';
import { Action, ActionButton } from '../ActionButton/ActionButton';
import { isExternal } from '../TextLink/TextLink';

/** Properties of {@link PageTitle}. */
export interface PageTitleProps {
  /** The subject's name; a long one is cut in its middle, whole in the title attribute. */
  name: string;
  /** Usually a {@link StatusLabel} chip. */
  status?: ReactNode;
  /** Short facts that identify the subject: version, region, counts. */
  facts?: ReactNode[];
  /** In the order of importance; below 768 px they move into a menu. */
  actions?: Action[];
}

const LONGEST_NAME = 48;

function ActionsMenu({ actions }: { actions: Action[] }) {
  const { t } = useTranslationRef(uiTranslationRef);
  const navigate = useNavigate();
  const run = ({ href, onPress }: Action) => {
    if (!href) onPress?.();
    else if (isExternal(href)) window.open(href, '_blank', 'noopener');
    else navigate(href);
  };
  return (
    <MenuTrigger>
      <ButtonIcon
        variant="tertiary"
        icon={<RiMoreLine />}
        aria-label={t('actions.more')}
      />
      <Menu placement="bottom end">
        {actions.map(action => (
          <MenuItem
            key={action.label}
            isDisabled={Boolean(action.disabledReason)}
            onAction={() => run(action)}
          >
            {action.disabledReason
              ? `${action.label} (${action.disabledReason})`
              : action.label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** The page's subject: name (h2), state, facts and what can be done. */
export function PageTitle(props: PageTitleProps) {
  const { name, status, facts = [], actions = [] } = props;
  const shown = middleCut(name, LONGEST_NAME);
  return (
    <div className="tl-pagetitle">
      <div className="tl-pagetitle__main">
        <div className="tl-pagetitle__line">
          <h2 className="tl-pagetitle__name" tabIndex={-1} title={name}>
            {shown}
          </h2>
          {status}
        </div>
        {facts.length > 0 && (
          <div className="tl-pagetitle__facts">
            {Children.map(facts, fact => (
              <span className="tl-pagetitle__fact">{fact}</span>
            ))}
          </div>
        )}
      </div>
      {actions.length > 0 && (
        <>
          <div className="tl-pagetitle__actions">
            {actions.map(action => (
              <ActionButton key={action.label} {...action} />
            ))}
          </div>
          <div className="tl-pagetitle__menu">
            <ActionsMenu actions={actions} />
          </div>
        </>
      )}
    </div>
  );
}
