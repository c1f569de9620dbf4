import { useEffect, useMemo, useState } from 'react';
import { PluginQuery } from '@textloom/ui';
import { DrillView } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { isLive } from '../../presentation/states';
import { createNameOf, NameOf } from '../../text/names';

/** While it runs, bytes are a second old at most when they come. */
const LIVE_POLL_MS = 1_000;
const POLL_MS = 10_000;

/** A drill's page, asked for oftener while it runs. */
export function useDrill(id: string): PluginQuery<DrillView> {
  const [live, setLive] = useState(false);
  const query = useView({
    key: ['drill', id],
    load: api => api.getDrill(id),
    concerns: signal => signal.drill === undefined || signal.drill === id,
    pollMs: live ? LIVE_POLL_MS : POLL_MS,
  });
  const drill = query.data?.drill;
  useEffect(() => {
    setLive(drill !== undefined && isLive(drill));
  }, [drill]);
  return query;
}

/** Names the people of a drill. */
export function useNameOf(view: DrillView): NameOf {
  const say = useSay();
  const { people } = view;
  return useMemo(() => createNameOf(people, say), [people, say]);
}

/** What every block of the page needs. */
export interface BlockProps {
  view: DrillView;
  nameOf: NameOf;
  /** What is shown is not current: nothing can be decided by it. */
  stale: boolean;
  /** Asks again after a write or a refusal. */
  onChange: () => void;
}
