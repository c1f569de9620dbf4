import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Loading,
  PageState,
  Surface,
  TextLink,
  useAllowed,
} from '@textloom/ui';
import { deploymentsProposalReadPermission } from '@textloom/plugin-deployments-common';
import { KUBERNETES_ID_ANNOTATION } from '../../annotations';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { BoardCellView } from '../BoardPage/BoardCellView';
import { BlockFrame } from '../PageFrame/BlockFrame';
import classes from './ComponentCard.module.css';

function Runs({ names }: { names: string[] }) {
  const say = useSay();
  const query = useView({ key: ['board'], load: api => api.getBoard() });
  return (
    <BlockFrame query={query}>
      {board => {
        const row = board.services.find(({ service }) =>
          names.includes(service),
        );
        if (!row) {
          return (
            <PageState
              kind="empty"
              size="cell"
              title={say('card.none', { service: names[0] })}
            />
          );
        }
        return (
          <ul
            className={classes.cells}
            aria-label={say('card.caption', { service: row.title })}
          >
            {row.cells.map(cell => (
              <li key={cell.environment}>
                <h4>{cell.environment}</h4>
                <BoardCellView service={row.service} cell={cell} />
              </li>
            ))}
          </ul>
        );
      }}
    </BlockFrame>
  );
}

/** Which version of a component each environment runs, and what is under way. */
export function ComponentCard() {
  const { entity } = useEntity();
  const say = useSay();
  const board = useLinks().board();
  const allowed = useAllowed(deploymentsProposalReadPermission);
  const { annotations, name } = entity.metadata;
  const known = annotations?.[KUBERNETES_ID_ANNOTATION];
  const body = () => {
    if (allowed === 'loading') return <Loading shape="line" />;
    if (allowed === 'denied') {
      return (
        <PageState kind="denied" size="cell" title={say('states.denied')} />
      );
    }
    return <Runs names={known ? [name, known] : [name]} />;
  };
  return (
    <Surface
      title={say('card.title')}
      action={board && <TextLink href={board}>{say('card.open')}</TextLink>}
    >
      {body()}
    </Surface>
  );
}
