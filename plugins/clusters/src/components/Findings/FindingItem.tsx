import { intentIcons, Since, StatusLabel, TextLink } from '@textloom/ui';
import { Finding, Impact } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { FindingGroup } from '../../presentation/findings';
import { severityIntent } from '../../presentation/intents';
import { findingText, findingTitle } from '../../text/findingText';
import { shortNodeName } from '../../text/names';
import classes from './Findings.module.css';
import { runbookLink } from './runbooks';

const OTHERS_NAMED = 20;

function Others({ cluster, others }: { cluster: string; others: Finding[] }) {
  const say = useSay();
  const links = useLinks();
  const more = others.length - OTHERS_NAMED;
  return (
    <details className={classes.others}>
      <summary>{say('findings.more', { count: others.length })}</summary>
      <ul>
        {others.slice(0, OTHERS_NAMED).map(finding => {
          const href = links.object(cluster, finding.object);
          return (
            <li key={finding.id}>
              {href ? (
                <TextLink href={href} title={finding.object.name}>
                  {shortNodeName(finding.object.name)}
                </TextLink>
              ) : (
                finding.object.name
              )}
              {finding.value && ` ${say.figure(finding.value)}`}
            </li>
          );
        })}
        {more > 0 && <li>{say('findings.more', { count: more })}</li>}
      </ul>
    </details>
  );
}

function Effects({
  cluster,
  effects,
}: {
  cluster: string;
  effects: Finding[];
}) {
  const say = useSay();
  const links = useLinks();
  const more = effects.length - OTHERS_NAMED;
  return (
    <details className={classes.others}>
      <summary>{say('effects.explains', { count: effects.length })}</summary>
      <ul>
        {effects.slice(0, OTHERS_NAMED).map(finding => {
          const href = links.object(cluster, finding.object);
          const title = say.message(findingTitle(finding));
          return (
            <li key={finding.id}>
              {href ? <TextLink href={href}>{title}</TextLink> : title}
            </li>
          );
        })}
        {more > 0 && <li>{say('findings.more', { count: more })}</li>}
      </ul>
    </details>
  );
}

function Hurt({ impact }: { impact: Impact }) {
  const say = useSay();
  if (impact.pods === 0 && impact.components.length === 0) return null;
  const pods = say('effects.pods', { count: impact.pods });
  return (
    <p className={classes.hurt}>
      {impact.components.length > 0
        ? say('effects.hurts', {
            components: { names: impact.components },
            pods,
          })
        : say('effects.hurtsPods', { pods })}
    </p>
  );
}

function Proof({ finding }: { finding: Finding }) {
  const say = useSay();
  return (
    <details className={classes.evidence}>
      <summary>{say('findings.evidence')}</summary>
      {finding.detail && (
        <blockquote className={classes.quote} lang="en">
          {finding.detail}
        </blockquote>
      )}
      <code>{finding.evidence}</code>
    </details>
  );
}

function Head({ cluster, finding }: { cluster: string; finding: Finding }) {
  const say = useSay();
  const links = useLinks();
  const href = links.object(cluster, finding.object);
  const title = say.message(findingTitle(finding));
  return (
    <div className={classes.head}>
      <h4 className={classes.title}>
        {href ? (
          <TextLink href={href} title={finding.object.name}>
            {title}
          </TextLink>
        ) : (
          title
        )}
        {finding.planned && (
          <>
            {' '}
            <StatusLabel intent="planned" variant="chip">
              {say('effects.planned')}
            </StatusLabel>
          </>
        )}
      </h4>
      {finding.since && (
        <span className={classes.since}>
          <Since at={finding.since} />
        </span>
      )}
    </div>
  );
}

/** Properties of {@link FindingItem}. */
export interface FindingItemProps {
  cluster: string;
  group: FindingGroup;
  /** What this finding explains. */
  effects?: Finding[];
}

/**
 * One finding: what, since when, what it means, whom it hurts, Kubernetes' own words, what to do, the
 * evidence, and beneath it what it explains.
 */
export function FindingItem({
  cluster,
  group,
  effects = [],
}: FindingItemProps) {
  const say = useSay();
  const { first, others } = group;
  const text = findingText(first);
  const intent = severityIntent(first.severity);
  const Icon = intentIcons[intent];
  const runbook = runbookLink(first);
  return (
    <li className={classes.item} data-intent={intent}>
      <Icon
        className={classes.icon}
        role="img"
        aria-label={say(`severity.${first.severity}`)}
      />
      <div className={classes.words}>
        <Head cluster={cluster} finding={first} />
        <p className={classes.text}>{say.sentences(text.explanation)}</p>
        {first.impact && <Hurt impact={first.impact} />}
        {others.length > 0 && <Others cluster={cluster} others={others} />}
        {effects.length > 0 && <Effects cluster={cluster} effects={effects} />}
        <p className={classes.advice}>
          {say.message(text.advice)}
          {runbook && (
            <>
              {' '}
              <TextLink href={runbook}>{say('effects.runbook')}</TextLink>
            </>
          )}
        </p>
        <Proof finding={first} />
      </div>
    </li>
  );
}
