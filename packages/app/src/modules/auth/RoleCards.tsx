import { ReactElement } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCodeSSlashLine,
  RiFileSearchLine,
  RiMoneyDollarCircleLine,
  RiPulseLine,
  RiRocketLine,
  RiSettings4Line,
  RiShieldCheckLine,
  RiTeamLine,
} from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { SANDBOX_ROLES, SandboxRole } from './roles';

const ICONS: Record<SandboxRole, ReactElement> = {
  developer: <RiCodeSSlashLine />,
  'team-lead': <RiTeamLine />,
  sre: <RiPulseLine />,
  security: <RiShieldCheckLine />,
  'release-manager': <RiRocketLine />,
  finance: <RiMoneyDollarCircleLine />,
  auditor: <RiFileSearchLine />,
  'platform-admin': <RiSettings4Line />,
};

/** A card per role of the sandbox with what it may do. */
export function RoleCards(props: { onChoose: (role: SandboxRole) => void }) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <ul className="tlapp-roles" aria-label={t('signIn.rolesLabel')}>
      {SANDBOX_ROLES.map(role => (
        <li key={role}>
          <button
            type="button"
            className="tlapp-role"
            onClick={() => props.onChoose(role)}
          >
            <span className="tlapp-role__icon" aria-hidden>
              {ICONS[role]}
            </span>
            <span className="tlapp-role__name">{t(`roles.${role}.name`)}</span>
            <span className="tlapp-role__may">{t(`roles.${role}.may`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
