import { Since, Surface } from '@textloom/ui';
import { Taint } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import classes from './NodePage.module.css';

/** The labels that say what the node is and where it stands. */
export function LabelsCard({ labels }: { labels: Record<string, string> }) {
  const say = useSay();
  const entries = Object.entries(labels).sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  );
  return (
    <Surface title={say('node.labels')} subtitle={say('node.labelsSubtitle')}>
      {entries.length === 0 ? (
        <p className={classes.none}>{say('node.labelsNone')}</p>
      ) : (
        <dl className={classes.pairs}>
          {entries.map(([key, value]) => (
            <div key={key} className={classes.pair}>
              <dt>{key}</dt>
              <dd>{value || say('unknownValue')}</dd>
            </div>
          ))}
        </dl>
      )}
    </Surface>
  );
}

/** What keeps pods away from the node. Two taints may share key or effect. */
export function TaintsCard({ taints }: { taints: Taint[] }) {
  const say = useSay();
  return (
    <Surface title={say('node.taints')} subtitle={say('node.taintsSubtitle')}>
      {taints.length === 0 ? (
        <p className={classes.none}>{say('node.taintsNone')}</p>
      ) : (
        <ul className={classes.taints}>
          {taints.map(taint => (
            <li key={`${taint.key}=${taint.value}:${taint.effect}`}>
              <code className={classes.words}>
                {taint.key}
                {taint.value ? `=${taint.value}` : ''}:{taint.effect}
              </code>
              {taint.timeAdded && (
                <span className={classes.caption}>
                  <Since at={taint.timeAdded} ago />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}
