import { useParams } from 'react-router-dom';
import { CopyText, PageTitle, TextLink } from '@textloom/ui';
import { DrillView } from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { PageFrame } from '../PageFrame/PageFrame';
import { DrillLabel } from '../Parts/DrillLabel';
import parts from '../Parts/Parts.module.css';
import { ChecksCard } from './ChecksCard';
import { FiguresCard } from './FiguresCard';
import { LogCard } from './LogCard';
import { LossCard } from './LossCard';
import { PhaseCard } from './PhaseCard';
import { RunPanel } from './RunPanel';
import { StepsCard } from './StepsCard';
import { TimeCard } from './TimeCard';
import { BlockProps, useDrill, useNameOf } from './useDrill';

function useFacts(view: DrillView, props: Pick<BlockProps, 'nameOf'>) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const { drill } = view;
  const href = links.plan(drill.plan.id);
  return [
    ...(drill.control
      ? [say('overview.control', { control: words.controls[drill.control] })]
      : []),
    <CopyText key="id" text={drill.id} />,
    say('drill.startedBy', {
      who: props.nameOf(drill.startedBy),
      when: say.when(drill.queuedAt),
    }),
    ...(href
      ? [
          <TextLink key="plan" href={href}>
            {say('drill.plan')}
          </TextLink>,
        ]
      : []),
  ];
}

function Blocks(props: Omit<BlockProps, 'nameOf'>) {
  const { view } = props;
  const { drill } = view;
  const say = useSay();
  const words = useWords();
  const nameOf = useNameOf(view);
  const block = { ...props, nameOf };
  const facts = useFacts(view, block);
  return (
    <>
      <PageTitle
        name={say('planName.plain', {
          store: drill.store.title,
          scenario: words.scenarios[drill.plan.scenario],
        })}
        status={<DrillLabel variant="chip" drill={drill} />}
        facts={facts}
      />
      <PhaseCard {...block} />
      <div className={parts.columns}>
        <div className={`${parts.side} ${parts.sticky}`}>
          <RunPanel {...block} />
        </div>
        <div className={parts.main}>
          <FiguresCard {...block} />
          <LossCard {...block} />
          <TimeCard {...block} />
          <ChecksCard {...block} />
          <StepsCard {...block} />
          <LogCard {...block} />
        </div>
      </div>
    </>
  );
}

/** One drill: how far it is, what it has measured and how, what was checked, and what can be done. */
export function DrillPage() {
  const { drill: id = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useDrill(id);
  const store = query.data?.drill.store;
  return (
    <PageFrame
      crumbs={[
        { label: say('restoreDrills'), href: links.overview() },
        ...(store ? [{ label: store.title, href: links.store(store.id) }] : []),
        { label: id },
      ]}
      query={query}
      notFound={{
        title: say('drill.notFound'),
        text: say('drill.notFoundText'),
        back: { label: say('back'), href: links.overview() },
      }}
    >
      {view => (
        <Blocks
          view={view}
          stale={query.failure !== undefined}
          onChange={query.refresh}
        />
      )}
    </PageFrame>
  );
}
