import { formatCount, Since, StatusLabel, Surface } from '@textloom/ui';
import { NodeGroupView } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { eksIntent } from '../../presentation/intents';
import classes from './EksCard.module.css';

/** Issues listed; EKS itself reports few. */
const ISSUES = 10;

/** What EKS says of a node group, in its own words, beside what is seen of it. */
export function EksCard({ view }: { view: NodeGroupView }) {
  const say = useSay();
  const { eks } = view;
  if (!eks) return null;
  const figure = (value?: number) => formatCount(value);
  return (
    <Surface
      title={say('groups.eks.title')}
      subtitle={say('groups.eks.subtitle')}
    >
      <dl className={classes.pairs}>
        <dt>{say('groups.eks.status')}</dt>
        <dd>
          <StatusLabel intent={eksIntent(eks.status)}>
            <span lang="en">{eks.status}</span>
          </StatusLabel>
        </dd>
        <dt>{say('groups.eks.nodes')}</dt>
        <dd>
          {say('groups.eks.nodesOf', {
            desired: figure(eks.desired),
            min: figure(eks.min),
            max: figure(eks.max),
            seen: figure(view.total),
          })}
        </dd>
        {eks.releaseVersion && (
          <>
            <dt>{say('groups.eks.release')}</dt>
            <dd>
              <code>{eks.releaseVersion}</code>
            </dd>
          </>
        )}
        {eks.version && (
          <>
            <dt>{say('groups.eks.version')}</dt>
            <dd>{eks.version}</dd>
          </>
        )}
        {eks.modifiedAt && (
          <>
            <dt>{say('groups.eks.modified')}</dt>
            <dd>
              <Since at={eks.modifiedAt} ago />
            </dd>
          </>
        )}
        <dt>{say('groups.eks.issues')}</dt>
        <dd>
          {eks.issues.length === 0 ? (
            say('groups.eks.issuesNone')
          ) : (
            <ul className={classes.issues} lang="en">
              {eks.issues.slice(0, ISSUES).map(issue => (
                <li key={`${issue.code}/${issue.message}`}>
                  <strong>{issue.code}</strong> {issue.message}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </Surface>
  );
}
