import { ClusterView } from '@textloom/plugin-clusters-common';
import { useQueryParam } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { worstFirst } from '../../presentation/order';
import { SelectField } from '../Choice/Fields';
import { HistoryPanel } from '../History/HistoryPanel';

/** The past of the cluster and its groups, or of one group; which one stands in the address. */
export function HistoryTab({ view }: { view: ClusterView }) {
  const say = useSay();
  const [group, setGroup] = useQueryParam('group');
  const names = worstFirst(view.nodeGroups).map(entry => entry.name);
  // A group of the past may be gone now.
  const listed = group && !names.includes(group) ? [group, ...names] : names;
  return (
    <>
      <SelectField
        label={say('tabs.historyOf')}
        options={[
          { value: '', label: say('tabs.wholeCluster') },
          ...listed.map(value => ({ value, label: value })),
        ]}
        value={group}
        onChange={setGroup}
      />
      <HistoryPanel
        cluster={view.name}
        group={group || undefined}
        groups={group ? [] : names}
      />
    </>
  );
}
