import { intentIcons, Since, TextLink } from '@textloom/ui';
import { Finding } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { FindingGroup } from '../../presentation/findings';
import { severityIntent } from '../../presentation/intents';
import { findingText } from '../../text/findingText';
import { shortNodeName } from '../../text/names';
import classes from './Findings.module.css';

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

/** Properties of {@link FindingItem}. */
export interface FindingItemProps {
  cluster: string;
  group: FindingGroup;
}

/** One finding: what, since when, what it means, Kubernetes' own words, what to do, and the evidence. */
export function FindingItem({ cluster, group }: FindingItemProps) {
  const say = useSay();
  const links = useLinks();
  const { first, others } = group;
  const text = findingText(first);
  const intent = severityIntent(first.severity);
  const Icon = intentIcons[intent];
  const href = links.object(cluster, first.object);
  const title = say.message(text.title);
  return (
    <li className={classes.item} data-intent={intent}>
      <Icon
        className={classes.icon}
        role="img"
        aria-label={say(`severity.${first.severity}`)}
      />
      <div className={classes.words}>
        <div className={classes.head}>
          <h4 className={classes.title}>
            {href ? (
              <TextLink href={href} title={first.object.name}>
                {title}
              </TextLink>
            ) : (
              title
            )}
          </h4>
          {first.since && (
            <span className={classes.since}>
              <Since at={first.since} />
            </span>
          )}
        </div>
        <p className={classes.text}>{say.sentences(text.explanation)}</p>
        {others.length > 0 && <Others cluster={cluster} others={others} />}
        <p className={classes.advice}>{say.message(text.advice)}</p>
        <details className={classes.evidence}>
          <summary>{say('findings.evidence')}</summary>
          {first.detail && (
            <blockquote className={classes.quote} lang="en">
              {first.detail}
            </blockquote>
          )}
          <code>{first.evidence}</code>
        </details>
      </div>
    </li>
  );
}
