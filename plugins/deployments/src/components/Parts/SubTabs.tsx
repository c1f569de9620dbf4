import { Tabs } from '@textloom/ui';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';

/** The views of deployments beside each other. */
export function SubTabs(props: { current: 'board' | 'history' | 'policy' }) {
  const say = useSay();
  const links = useLinks();
  const items = (['board', 'history', 'policy'] as const).flatMap(id => {
    const href = links[id]();
    return href ? [{ id, href, label: say(`tabs.${id}`) }] : [];
  });
  return (
    <Tabs label={say('tabs.label')} items={items} current={props.current} />
  );
}
