import { ActionButton, Surface, useQueryParam } from '@textloom/ui';
import { Finding, Freshness } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { foldFindings } from '../../presentation/findings';
import { byCause } from './causes';
import { FindingItem } from './FindingItem';
import classes from './Findings.module.css';

/** Properties of {@link FindingsCard}. */
export interface FindingsCardProps {
  cluster: string;
  findings: Finding[];
  freshness: Freshness['state'];
  /** How many are shown before the reader asks for all. */
  first?: number;
}

/** What the rules found, most severe first, each with its proof and what to do. */
export function FindingsCard(props: FindingsCardProps) {
  const { cluster, findings, freshness, first = 4 } = props;
  const say = useSay();
  const [all, setAll] = useQueryParam('findings');
  const { roots, effectsOf } = byCause(findings);
  const groups = foldFindings(roots);
  const open = all === 'all';
  const shown = open ? groups : groups.slice(0, first);
  return (
    <Surface
      id="findings"
      flush
      title={say('findings.title')}
      subtitle={
        findings.length > 0
          ? say('findings.open', { count: findings.length })
          : undefined
      }
    >
      {groups.length === 0 && (
        <p className={classes.none}>
          {say(freshness === 'live' ? 'findings.none' : 'findings.noneUnknown')}
        </p>
      )}
      <ul className={classes.list}>
        {shown.map(group => (
          <FindingItem
            key={group.id}
            cluster={cluster}
            group={group}
            effects={[group.first, ...group.others].flatMap(({ id }) =>
              effectsOf(id),
            )}
          />
        ))}
      </ul>
      {groups.length > first && (
        <div className={classes.more}>
          <ActionButton
            variant="tertiary"
            label={
              open
                ? say('findings.showFewer', { count: first })
                : say('findings.showAll', { count: groups.length })
            }
            onPress={() => setAll(open ? '' : 'all')}
          />
        </div>
      )}
    </Surface>
  );
}
