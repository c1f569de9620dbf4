import { CopyText, PageTitle, Surface, Verdict } from '@textloom/ui';
import { PolicyView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { shortHash } from '../../text/names';
import { PageFrame } from '../PageFrame/PageFrame';
import { SubTabs } from '../Parts/SubTabs';
import parts from '../Parts/Parts.module.css';
import { EnvironmentCard } from './EnvironmentCard';
import { FreezesCard } from './FreezesCard';

function PolicyVerdict({ view }: { view: PolicyView }) {
  const say = useSay();
  const { policy, loadedAt, problems, active } = view;
  const inForce = say('policy.inForce', {
    version: shortHash(policy.version),
    when: say.when(loadedAt),
  });
  const frozen = active.map(({ freeze, until }) =>
    say('policy.frozenNow', {
      name: freeze.name,
      until: say.when(until),
    }),
  );
  if (problems.length > 0) {
    return (
      <Verdict
        intent="caution"
        sentence={say('policy.problems', { count: problems.length })}
        detail={[inForce, ...frozen].join(say('sentences'))}
      />
    );
  }
  return (
    <Verdict
      intent={frozen.length > 0 ? 'waiting' : 'positive'}
      sentence={inForce}
      detail={frozen.join(say('sentences')) || undefined}
    />
  );
}

function Problems({ view }: { view: PolicyView }) {
  const say = useSay();
  if (view.problems.length === 0) return null;
  return (
    <Surface flush title={say('policy.problemsTitle')}>
      <ul className={parts.rows}>
        {view.problems.map(({ line, column, message }) => (
          <li key={`${line}:${column} ${message}`}>
            <b>{say('policy.line', { line, column })}</b>
            <p className={parts.quiet} lang="en">
              {message}
            </p>
          </li>
        ))}
      </ul>
    </Surface>
  );
}

/** The rules in force: levels per environment, gates, traffic and freezes. */
export function PolicyPage() {
  const say = useSay();
  const links = useLinks();
  const query = useView({ key: ['policy'], load: api => api.getPolicy() });
  return (
    <PageFrame
      crumbs={[
        { label: say('deployments'), href: links.board() },
        { label: say('policy.title') },
      ]}
      query={query}
    >
      {view => (
        <>
          <PageTitle
            name={say('policy.title')}
            facts={[
              <CopyText
                key="version"
                text={view.policy.version}
                shown={shortHash(view.policy.version)}
              />,
            ]}
          />
          <SubTabs current="policy" />
          <PolicyVerdict view={view} />
          <Problems view={view} />
          {view.policy.environments.map(environment => (
            <EnvironmentCard key={environment.name} environment={environment} />
          ))}
          <FreezesCard freezes={view.policy.freezes} />
        </>
      )}
    </PageFrame>
  );
}
