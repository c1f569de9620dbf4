import { Surface, useQueryParam } from '@textloom/ui';
import { NodeSummary } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { matchingNodes } from '../../presentation/nodeMap';
import { worstNodesFirst } from '../../presentation/order';
import { FilterField } from '../FilterField/FilterField';
import { NodesTable } from './NodesTable';
import { nodeWords } from './nodeWords';
import { NothingMatches } from '../FilterField/NothingMatches';

/** Properties of {@link NodesCard}. */
export interface NodesCardProps {
  cluster: string;
  nodes: NodeSummary[];
}

/** The nodes of a group, worst first. */
export function NodesCard({ cluster, nodes }: NodesCardProps) {
  const say = useSay();
  const [filter, setFilter] = useQueryParam('filter');
  const shown = matchingNodes(worstNodesFirst(nodes), filter, node =>
    nodeWords(node, say),
  );
  return (
    <Surface
      flush
      title={say('nodes.title')}
      subtitle={say('nodes.subtitle')}
      action={
        nodes.length > 0 && (
          <FilterField
            label={say('nodes.filter')}
            hint={say('nodes.filterHint')}
            value={filter}
            onChange={setFilter}
          />
        )
      }
    >
      <NodesTable
        cluster={cluster}
        nodes={shown}
        total={nodes.length}
        empty={
          nodes.length === 0 ? (
            say('nodes.none')
          ) : (
            <NothingMatches
              text={say('nodes.filteredNone', { filter })}
              onClear={() => setFilter('')}
            />
          )
        }
      />
    </Surface>
  );
}
