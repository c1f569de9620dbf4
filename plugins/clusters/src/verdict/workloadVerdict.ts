import { WorkloadView } from '@textloom/plugin-clusters-common';
import { message } from '../text/message';
import { healthIntent } from '../presentation/intents';
import {
  findingSentence,
  hurtMessage,
  sinceMessage,
  staleMessages,
} from './parts';
import { VerdictText } from './types';

/** The verdict on a workload. */
export function workloadVerdict(view: WorkloadView): VerdictText {
  const { freshness, name, ready, desired } = view;
  if (freshness.state === 'never') {
    return {
      intent: 'unknown',
      headline: [message('workload.verdict.unknown', { name })],
      detail: [],
    };
  }
  if (freshness.state === 'stale') {
    return {
      intent: 'stale',
      headline: [message('verdict.stale', { name })],
      detail: staleMessages(freshness),
    };
  }
  const replicas =
    desired === 0
      ? message('workload.verdict.scaledToZero')
      : message('workload.verdict.ready', { ready, count: desired });
  if (view.state === 'healthy' && ready < desired) {
    return {
      intent: 'waiting',
      headline: [
        message('workload.verdict.filling', { name, ready, count: desired }),
      ],
      detail: view.paused ? [message('workload.verdict.paused')] : [],
    };
  }
  if (view.state === 'healthy') {
    return {
      intent: 'positive',
      headline: [message('workload.verdict.healthy', { name })],
      detail: [
        replicas,
        ...(view.paused ? [message('workload.verdict.paused')] : []),
      ],
    };
  }
  const worst = view.worst ?? view.list[0];
  return {
    intent: healthIntent(view.state),
    headline: [
      worst
        ? findingSentence(worst)
        : message('workload.verdict.unknown', { name }),
    ],
    detail: [
      ...sinceMessage(view.state, view.since),
      replicas,
      ...hurtMessage(worst?.impact?.components ?? []),
    ],
  };
}
