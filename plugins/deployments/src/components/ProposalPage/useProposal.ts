import { useEffect, useMemo, useState } from 'react';
import { PluginQuery } from '@textloom/ui';
import {
  hasNotBegun,
  isActive,
  ProposalView,
  ReasonCode,
} from '@textloom/plugin-deployments-common';
import { useMe } from '../../hooks/useMe';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { createNameOf, NameOf } from '../../text/names';

/** While traffic moves, figures are two seconds old at most when they come. */
const MOVING_POLL_MS = 2_000;
const POLL_MS = 10_000;

/** A proposal's page, asked for oftener while traffic moves. */
export function useProposal(id: string): PluginQuery<ProposalView> {
  const [moving, setMoving] = useState(false);
  const query = useView({
    key: ['proposal', id],
    load: api => api.getProposal(id),
    concerns: signal => signal.proposal === undefined || signal.proposal === id,
    pollMs: moving ? MOVING_POLL_MS : POLL_MS,
  });
  const state = query.data?.proposal.state;
  useEffect(() => {
    setMoving(state !== undefined && isActive(state));
  }, [state]);
  return query;
}

/** Reasons against the reader's vote whose person is somebody else. */
const OF_OTHERS: readonly ReasonCode[] = ['rejected', 'paused'];

/** The reader's name where the reasons against their vote have it. */
function ownName({ mine }: ProposalView): string | undefined {
  if (mine.vote.ok) return undefined;
  const own = mine.vote.reasons.find(
    ({ code, params }) => params.person && !OF_OTHERS.includes(code),
  );
  return own && String(own.params.person);
}

/** Names people of a proposal; the reader is "You". */
export function useNameOf(view: ProposalView): NameOf {
  const say = useSay();
  const me = useMe();
  const { people } = view;
  const own = ownName(view);
  return useMemo(
    () => createNameOf(me && own ? { [me]: own, ...people } : people, me, say),
    [people, me, own, say],
  );
}

/** What every block of the page needs. */
export interface BlockProps {
  view: ProposalView;
  nameOf: NameOf;
  /** What is shown is not current: nothing can be decided by it. */
  stale: boolean;
  /** Asks again after a write or a refusal. */
  onChange: () => void;
}

/** Whether traffic moves, or waits at a share. */
export function isMoving(view: ProposalView): boolean {
  return isActive(view.proposal.state);
}

/** Whether it has not begun to run. */
export function isWaiting(view: ProposalView): boolean {
  return hasNotBegun(view.proposal.state);
}
