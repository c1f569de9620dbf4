import { NodeView, rankComponents } from '@textloom/plugin-clusters-common';
import { message } from '../text/message';
import { healthIntent } from '../presentation/intents';
import { shortNodeName } from '../text/names';
import { findingSentence, hurtMessage, staleMessages } from './parts';
import { VerdictText } from './types';

/** The verdict on a node. */
export function nodeVerdict(view: NodeView): VerdictText {
  const { freshness } = view;
  if (freshness.state === 'never') {
    return {
      intent: 'unknown',
      headline: [
        message('verdict.nodeUnknown', { node: shortNodeName(view.name) }),
      ],
      detail: [],
    };
  }
  if (freshness.state === 'stale') {
    return {
      intent: 'stale',
      headline: [message('verdict.stale', { name: shortNodeName(view.name) })],
      detail: staleMessages(freshness),
    };
  }
  const podsHere = message('verdict.podsHere', { count: view.pods.length });
  const worst = view.findings[0];
  if (view.health === 'healthy') {
    return {
      intent: 'positive',
      headline: [
        worst
          ? findingSentence(worst)
          : message('verdict.nodeInService', {
              node: shortNodeName(view.name),
            }),
      ],
      detail: [podsHere],
    };
  }
  return {
    intent: healthIntent(view.health),
    headline: [
      worst
        ? findingSentence(worst)
        : message('verdict.nodeUnknown', { node: shortNodeName(view.name) }),
    ],
    detail: [podsHere, ...hurtMessage(rankComponents(view.pods))],
  };
}
