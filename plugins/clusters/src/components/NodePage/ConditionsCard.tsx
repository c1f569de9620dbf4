import {
  DataColumn,
  DataTable,
  Since,
  StatusLabel,
  Surface,
} from '@textloom/ui';
import { NodeView } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { conditionIntent } from '../../presentation/intents';
import { Say } from '../../text/say';
import classes from './NodePage.module.css';

type Condition = NodeView['conditions'][number];

const rank: Record<Condition['verdict'], number> = {
  bad: 0,
  unknown: 1,
  good: 2,
};

function columns(say: Say): DataColumn<Condition>[] {
  return [
    {
      id: 'type',
      header: say('node.condition.type'),
      width: '26%',
      cell: condition => (
        <span className={classes.strong}>
          {condition.type} = {condition.status}
        </span>
      ),
    },
    {
      id: 'verdict',
      header: say('node.condition.verdict'),
      width: '15%',
      phone: 'figure',
      cell: condition => (
        <StatusLabel intent={conditionIntent(condition)}>
          {say(`conditionVerdict.${condition.verdict}`)}
        </StatusLabel>
      ),
    },
    {
      id: 'reason',
      header: say('node.condition.reason'),
      cell: condition => (
        <span lang="en" className={classes.words}>
          {[condition.reason, condition.message].filter(Boolean).join(': ') ||
            say('unknownValue')}
        </span>
      ),
    },
    {
      id: 'since',
      header: say('node.condition.since'),
      width: '12%',
      align: 'end',
      cell: condition => <Since at={condition.lastTransitionTime} />,
    },
  ];
}

/** What the node reports of itself, judged by each condition's polarity; bad ones first. */
export function ConditionsCard({ conditions }: { conditions: Condition[] }) {
  const say = useSay();
  const sorted = [...conditions].sort(
    (a, b) =>
      rank[a.verdict] - rank[b.verdict] ||
      Number(b.type === 'Ready') - Number(a.type === 'Ready') ||
      a.type.localeCompare(b.type, 'en'),
  );
  return (
    <Surface
      flush
      title={say('node.conditions')}
      subtitle={say('node.conditionsSubtitle')}
    >
      <DataTable
        label={say('node.conditions')}
        columns={columns(say)}
        rows={sorted}
        rowId={condition => condition.type}
        count={false}
        empty={say('node.conditionsNone')}
      />
    </Surface>
  );
}
