import { Surface, TextLink } from '@textloom/ui';
import { PlanDetailView } from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { Terms } from '../Parts/Terms';
import { Touched } from './Touched';

/** What the plan rehearses, when, and against what. */
export function PlanFacts({ view }: { view: PlanDetailView }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const { store } = view;
  const { plan, target } = view.plan;
  const href = links.store(store.id);
  return (
    <>
      <Surface title={say('plan.facts')}>
        <Terms
          items={[
            {
              id: 'store',
              term: say('plan.store'),
              value: href ? (
                <TextLink href={href}>{store.title}</TextLink>
              ) : (
                store.title
              ),
            },
            {
              id: 'target',
              term: say('plan.target'),
              value: words.target(plan.target),
            },
            {
              id: 'limits',
              term: say('plan.limits'),
              value: target
                ? say('store.target', {
                    rto: say.duration(target.rtoMs),
                    rpo: say.duration(target.rpoMs),
                  })
                : say('derivation.noTarget'),
            },
            {
              id: 'schedule',
              term: say('plan.schedule'),
              value: words.schedule(plan.schedule),
            },
            {
              id: 'limit',
              term: say('plan.timeLimit'),
              value: say.duration(plan.timeLimitMs),
            },
            ...(['detection', 'response', 'switch'] as const).map(name => ({
              id: name,
              term: words.phases[name],
              value: say('plan.assumed', {
                time: say.duration(plan.assumed[`${name}Ms`]),
              }),
            })),
          ]}
        />
      </Surface>
      <Surface title={say('touched.title')}>
        <Touched view={view} />
      </Surface>
    </>
  );
}
