import { NodeGroupView } from '@textloom/plugin-clusters-common';
import { message } from '../text/message';
import { healthIntent } from '../presentation/intents';
import {
  findingSentence,
  hurtMessage,
  inServiceMessage,
  nodesOutMessage,
  sinceMessage,
  staleMessages,
} from './parts';
import { VerdictText } from './types';

/** The verdict on a node group. */
export function groupVerdict(view: NodeGroupView): VerdictText {
  const { freshness } = view;
  if (freshness.state === 'never') {
    return {
      intent: 'unknown',
      headline: [message('verdict.groupUnknown', { group: view.name })],
      detail: [],
    };
  }
  if (freshness.state === 'stale') {
    return {
      intent: 'stale',
      headline: [message('verdict.stale', { name: view.name })],
      detail: staleMessages(freshness),
    };
  }
  const inService = inServiceMessage(view.ready, view.total);
  if (view.state === 'healthy') {
    return {
      intent: 'positive',
      headline: [message('verdict.groupHealthy', { group: view.name })],
      detail: [inService],
    };
  }
  const worst = view.worst ?? view.list[0];
  const out = nodesOutMessage(view.list);
  const cause = out ?? (worst ? findingSentence(worst) : undefined);
  return {
    intent: healthIntent(view.state),
    headline: cause
      ? [cause]
      : [message('verdict.groupUnknown', { group: view.name })],
    detail: [
      ...sinceMessage(view.state, view.since),
      inService,
      ...hurtMessage(view.components),
    ],
  };
}
