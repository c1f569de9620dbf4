import { formatCount, Surface } from '@textloom/ui';
import { Change, Release } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { shortRef } from '../../text/names';
import { ChangeList } from '../Parts/ChangeList';
import parts from '../Parts/Parts.module.css';
import classes from './ChangesCard.module.css';

/** Properties of {@link ChangesCard}. */
export interface ChangesCardProps {
  changes: readonly Change[];
  release: Release;
}

function Commits({ release }: { release: Release }) {
  const say = useSay();
  return (
    <details className={classes.commits}>
      <summary>{say('changes.showCommits')}</summary>
      <ul lang="en">
        {release.commits.map(commit => (
          <li key={commit.sha}>
            <code title={commit.sha}>{commit.sha.slice(0, 8)}</code>{' '}
            {commit.title} <span>{shortRef(commit.author)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What would run that does not run now: commits, images, variables, resources. */
export function ChangesCard({ changes, release }: ChangesCardProps) {
  const say = useSay();
  const { commits } = release;
  const authors = new Set(commits.map(({ author }) => author)).size;
  const title = say('changes.title');
  return (
    <Surface flush title={title}>
      <ul className={classes.chips} aria-label={title}>
        <li>
          {say('changes.commits', {
            count: commits.length,
            number: formatCount(commits.length),
          })}
        </li>
        <li>{say('changes.authors', { count: authors })}</li>
        <li>{say('changesCount', { count: changes.length })}</li>
      </ul>
      {changes.length === 0 ? (
        <p className={parts.none}>{say('changes.none')}</p>
      ) : (
        <ChangeList label={say('changes.subject')} changes={changes} />
      )}
      {commits.length > 0 && <Commits release={release} />}
    </Surface>
  );
}
