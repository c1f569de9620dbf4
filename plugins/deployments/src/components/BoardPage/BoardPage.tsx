import {
  Action,
  PageState,
  PageTitle,
  Surface,
  useAllowed,
  Verdict,
  useQueryParam,
} from '@textloom/ui';
import {
  BoardView,
  deploymentsProposalCreatePermission,
} from '@textloom/plugin-deployments-common';
import { KUBERNETES_ID_ANNOTATION } from '../../annotations';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { boardVerdict } from '../../presentation/boardVerdict';
import { PageFrame } from '../PageFrame/PageFrame';
import { SubTabs } from '../Parts/SubTabs';
import parts from '../Parts/Parts.module.css';
import { BoardTable } from './BoardTable';
import { FilterField } from './FilterField';

function Body({ view }: { view: BoardView }) {
  const say = useSay();
  const [filter, setFilter] = useQueryParam('filter');
  const wanted = filter.trim().toLocaleLowerCase();
  const services = view.services.filter(({ service, title, owner }) =>
    [service, title, owner].some(text =>
      text.toLocaleLowerCase().includes(wanted),
    ),
  );
  if (view.services.length === 0) {
    return (
      <PageState kind="empty" title={say('board.empty')}>
        {say('board.emptyText', { annotation: KUBERNETES_ID_ANNOTATION })}
      </PageState>
    );
  }
  return (
    <>
      <Verdict {...boardVerdict(view, say)} />
      <div className={parts.filters}>
        <FilterField
          label={say('board.filter')}
          value={filter}
          onChange={setFilter}
        />
      </div>
      <Surface flush>
        {services.length === 0 ? (
          <p className={parts.none}>{say('board.filteredNone', { filter })}</p>
        ) : (
          <BoardTable
            label={say('board.caption')}
            environments={view.environments}
            services={services}
          />
        )}
      </Surface>
    </>
  );
}

/** Services and environments: which version, how it is, what waits. */
export function BoardPage() {
  const say = useSay();
  const links = useLinks();
  const query = useView({ key: ['board'], load: api => api.getBoard() });
  const allowed = useAllowed(deploymentsProposalCreatePermission);
  const actions: Action[] = [
    { label: say('board.inbox'), href: links.inbox() },
    {
      label: say('board.propose'),
      href: links.propose({}),
      disabledReason:
        allowed === 'denied'
          ? say('states.noPermission', {
              permission: deploymentsProposalCreatePermission.name,
            })
          : undefined,
    },
  ].filter(({ href }) => href);
  return (
    <PageFrame crumbs={[{ label: say('deployments') }]} query={query}>
      {view => (
        <>
          <PageTitle name={say('board.title')} actions={actions} />
          <SubTabs current="board" />
          <Body view={view} />
        </>
      )}
    </PageFrame>
  );
}
