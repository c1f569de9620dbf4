import {
  PageState,
  PageTitle,
  PluginQuery,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { BoardView, ReleasesView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { PageFrame } from '../PageFrame/PageFrame';
import { SelectField } from '../Parts/SelectField';
import parts from '../Parts/Parts.module.css';
import { Preview } from './Preview';

/** The three choices, which live in the address. */
function useChoices() {
  const [service, setService] = useQueryParam('service');
  const [release, setRelease] = useQueryParam('release');
  const [environment, setEnvironment] = useQueryParam('environment');
  return {
    service,
    setService: (value: string) => {
      setService(value);
      setRelease('');
    },
    release,
    setRelease,
    environment,
    setEnvironment,
  };
}

type Choices = ReturnType<typeof useChoices>;

function ReleaseFields(props: { view: ReleasesView; choices: Choices }) {
  const { view, choices } = props;
  const say = useSay();
  const none = { value: '', label: say('propose.choose') };
  const chosen = view.releases.find(
    ({ release }) => release.id === choices.release,
  );
  const environments = chosen?.environments ?? [];
  return (
    <>
      <SelectField
        label={say('propose.release')}
        value={chosen ? choices.release : ''}
        onChange={choices.setRelease}
        options={[
          none,
          ...view.releases.map(({ release }) => ({
            value: release.id,
            label: release.version,
          })),
        ]}
      />
      <SelectField
        label={say('propose.environment')}
        value={
          environments.some(({ name }) => name === choices.environment)
            ? choices.environment
            : ''
        }
        onChange={choices.setEnvironment}
        options={[
          none,
          ...environments.map(({ name, runs }) => ({
            value: name,
            label: runs ? say('propose.runs', { version: name }) : name,
          })),
        ]}
      />
    </>
  );
}

function Outcome({
  query,
  choices,
}: {
  query: PluginQuery<ReleasesView>;
  choices: Choices;
}) {
  const say = useSay();
  const { service, release, environment } = choices;
  if (service && query.data?.releases.length === 0) {
    return (
      <PageState kind="empty" title={say('propose.noReleases', { service })}>
        {say('propose.noReleasesText')}
      </PageState>
    );
  }
  if (!service || !release || !environment) {
    return (
      <PageState kind="empty" title={say('propose.chooseService')}>
        {say('propose.chooseText')}
      </PageState>
    );
  }
  return (
    <Preview
      key={`${release} ${environment}`}
      release={release}
      environment={environment}
    />
  );
}

function Form({ board, choices }: { board: BoardView; choices: Choices }) {
  const say = useSay();
  const { service } = choices;
  const releases = useView({
    key: ['releases', service],
    load: api => api.getReleases(service),
    enabled: service !== '',
  });
  return (
    <>
      <Surface>
        <div className={parts.filters}>
          <SelectField
            label={say('propose.service')}
            value={service}
            onChange={choices.setService}
            options={[
              { value: '', label: say('propose.choose') },
              ...board.services.map(({ service: value, title }) => ({
                value,
                label: title,
              })),
            ]}
          />
          {service && (
            <BlockFrame query={releases} shape="line">
              {view => <ReleaseFields view={view} choices={choices} />}
            </BlockFrame>
          )}
        </div>
      </Surface>
      <Outcome query={releases} choices={choices} />
    </>
  );
}

/** Proposes a release for an environment, after showing what that would mean. */
export function NewProposalPage() {
  const say = useSay();
  const links = useLinks();
  const choices = useChoices();
  const query = useView({ key: ['board'], load: api => api.getBoard() });
  return (
    <PageFrame
      crumbs={[
        { label: say('deployments'), href: links.board() },
        { label: say('propose.title') },
      ]}
      query={query}
    >
      {board => (
        <>
          <PageTitle name={say('propose.title')} />
          <Form board={board} choices={choices} />
        </>
      )}
    </PageFrame>
  );
}
