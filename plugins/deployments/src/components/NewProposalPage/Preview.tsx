import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  ActionButton,
  Field,
  Ladder,
  Surface,
  useAllowed,
  Verdict,
} from '@textloom/ui';
import {
  deploymentsProposalCreatePermission,
  PreviewView,
} from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useMe } from '../../hooks/useMe';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWrite } from '../../hooks/useWrite';
import { ladderRungs, levelName } from '../../presentation/ladder';
import { createNameOf, shortHash } from '../../text/names';
import { reasonTexts } from '../../text/reasonText';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { ReasonList } from '../Parts/ReasonList';
import { WriteFailed } from '../Parts/WriteFailed';
import { ChangesCard } from '../ProposalPage/ChangesCard';
import { GatesCard } from '../ProposalPage/GatesCard';
import classes from './Preview.module.css';

const LONGEST = 2000;

/** Properties of {@link Preview}. */
export interface PreviewProps {
  release: string;
  environment: string;
}

function useNames(view: PreviewView) {
  const say = useSay();
  const me = useMe();
  const people = Object.fromEntries(
    view.levels.flatMap(({ can, cannot }) =>
      [...can, ...cannot.map(({ person }) => person)].map(({ ref, name }) => [
        ref,
        name,
      ]),
    ),
  );
  return createNameOf(people, me, say);
}

function Send({
  view,
  onRefused,
}: {
  view: PreviewView;
  onRefused: () => void;
}) {
  const say = useSay();
  const links = useLinks();
  const navigate = useNavigate();
  const nameOf = useNames(view);
  const allowed = useAllowed(deploymentsProposalCreatePermission);
  const [reason, setReason] = useState('');
  const { release, environment } = view;
  const { pending, failure, run } = useWrite(
    (api, options, why: string) =>
      api.propose(
        { release: release.id, environment, ...(why && { reason: why }) },
        options,
      ),
    {
      onDone: ({ id }) => {
        const href = links.proposal(id);
        if (href) navigate(href);
      },
      onRefused,
    },
  );
  const why = () => {
    if (allowed === 'denied') {
      return say('states.noPermission', {
        permission: deploymentsProposalCreatePermission.name,
      });
    }
    if (view.refusals.length === 0) return undefined;
    const texts = reasonTexts(view.refusals, say, nameOf);
    return texts.join(say('sentences')) || say('states.refused');
  };
  return (
    <div className={classes.send}>
      <Field label={say('propose.reason')} help={say('propose.reasonHelp')}>
        <textarea
          rows={2}
          value={reason}
          maxLength={LONGEST}
          onChange={event => setReason(event.target.value)}
        />
      </Field>
      {failure && <WriteFailed failure={failure} nameOf={nameOf} />}
      <ActionButton
        variant="primary"
        label={say('propose.send', { version: release.version, environment })}
        pendingLabel={pending ? say('propose.sending') : undefined}
        disabledReason={why()}
        onPress={() => run(reason.trim())}
      />
    </div>
  );
}

function Body({
  view,
  onRefused,
}: {
  view: PreviewView;
  onRefused: () => void;
}) {
  const say = useSay();
  const nameOf = useNames(view);
  const { release, environment, refusals, waits } = view;
  const words = {
    service: release.service,
    version: release.version,
    environment,
  };
  const refused = refusals.length > 0;
  return (
    <>
      <Verdict
        intent={refused ? 'critical' : 'planned'}
        sentence={say(refused ? 'propose.refused' : 'propose.sentence', words)}
        detail={
          view.rollbackTo &&
          say('propose.rollback', { version: view.rollbackTo })
        }
      />
      {waits.length > 0 && (
        <Surface title={say('propose.waits')}>
          <ReasonList
            label={say('propose.waits')}
            reasons={waits}
            nameOf={nameOf}
          />
        </Surface>
      )}
      <Surface
        title={say('propose.asks')}
        subtitle={say('propose.fingerprint', {
          fingerprint: shortHash(view.fingerprint),
        })}
      >
        <Ladder
          label={say('propose.asks')}
          rungs={ladderRungs({ levels: view.levels, steps: [] }, say)}
        />
        <ul className={classes.can} aria-label={say('propose.asks')}>
          {view.levels
            .filter(({ can }) => can.length > 0)
            .map(level => (
              <li key={level.index}>
                {say('propose.can', {
                  names: say.names(level.can.map(({ name }) => name)),
                  level: levelName(level, say, 'inside'),
                })}
              </li>
            ))}
        </ul>
      </Surface>
      <ChangesCard changes={view.changes} release={release} />
      <GatesCard gates={view.gates} bare />
      <Surface>
        <Send view={view} onRefused={onRefused} />
      </Surface>
    </>
  );
}

/** What proposing would mean: changes, who is asked, gates, refusals; then the button. */
export function Preview({ release, environment }: PreviewProps) {
  const query = useView({
    key: ['preview', release, environment],
    load: api => api.getPreview(release, environment),
  });
  return (
    <BlockFrame query={query}>
      {view => <Body view={view} onRefused={query.refresh} />}
    </BlockFrame>
  );
}
