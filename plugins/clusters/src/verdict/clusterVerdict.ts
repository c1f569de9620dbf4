import { ClusterView, Finding } from '@textloom/plugin-clusters-common';
import { Message, message } from '../text/message';
import { healthIntent } from '../presentation/intents';
import {
  findingSentence,
  hurtMessage,
  inServiceMessage,
  isLive,
  nodesOutMessage,
  pendingMessages,
  problemMessage,
  sinceMessage,
  staleMessages,
} from './parts';
import { VerdictText } from './types';

function affectedGroups(view: ClusterView): Set<string> {
  return new Set(
    view.nodeGroups
      .filter(group => group.state !== 'healthy')
      .map(group => group.name),
  );
}

function whoIsHurt(view: ClusterView): Message[] {
  const affected = affectedGroups(view);
  if (affected.size === 0) return [];
  const healthy = view.nodeGroups.length - affected.size;
  const components = view.nodeGroups
    .filter(group => affected.has(group.name))
    .flatMap(group => group.components);
  const proven = view.list
    .filter(finding => !finding.planned && finding.severity !== 'info')
    .flatMap(finding => finding.impact?.components ?? []);
  return [
    ...hurtMessage(proven.length > 0 ? proven : components),
    ...(healthy > 0
      ? [message('verdict.othersHealthy', { count: healthy })]
      : []),
  ];
}

/** Groups that cannot grow although pods wait for them. */
function fullMessages(view: ClusterView): Message[] {
  return view.list
    .filter(finding => finding.rule === 'group-at-maximum')
    .map(finding =>
      message('verdict.groupFull', {
        group: finding.group ?? finding.object.name,
      }),
    )
    .slice(0, 1);
}

function worstSentence(view: ClusterView): Message {
  const worst: Finding | undefined = view.worst ?? view.list[0];
  if (worst) return findingSentence(worst);
  return message(
    view.state === 'unhealthy' ? 'verdict.oneUnhealthy' : 'verdict.oneDegraded',
    { cluster: view.title },
  );
}

function waitingMessages(view: ClusterView): Message[] {
  if (!isLive(view.sources, 'pods')) return [message('verdict.podsUnknown')];
  const waiting = pendingMessages(view.pending);
  return waiting.length > 0 ? waiting : [message('verdict.nothingWaits')];
}

function troubled(view: ClusterView): VerdictText {
  const out = nodesOutMessage(view.list);
  const [waiting, ...otherWaiting] = pendingMessages(view.pending);
  const onlyWaiting =
    view.worst?.rule === 'pods-unschedulable' ? waiting : undefined;
  const cause = out ?? onlyWaiting ?? worstSentence(view);
  return {
    intent: healthIntent(view.state),
    headline: waiting && waiting !== cause ? [cause, waiting] : [cause],
    detail: [
      ...sinceMessage(view.state, view.since),
      ...otherWaiting,
      ...fullMessages(view),
      ...whoIsHurt(view),
    ],
  };
}

/** The verdict on a cluster. It never says more than live data proves. */
export function clusterVerdict(view: ClusterView): VerdictText {
  if (view.freshness.state === 'never') {
    return {
      intent: 'unknown',
      headline: [message('verdict.clusterUnknown', { cluster: view.title })],
      detail: problemMessage(view.sources),
    };
  }
  if (view.freshness.state === 'stale') {
    return {
      intent: 'stale',
      headline: [message('verdict.stale', { name: view.title })],
      detail: [
        ...staleMessages(view.freshness),
        ...problemMessage(view.sources),
      ],
    };
  }
  if (view.state === 'unknown' && !isLive(view.sources, 'pods')) {
    return {
      intent: 'unknown',
      headline: [message('verdict.podsMissing', { cluster: view.title })],
      detail: [
        inServiceMessage(view.nodes.ready, view.nodes.total),
        ...problemMessage(view.sources, 'pods'),
      ],
    };
  }
  if (view.state !== 'healthy') return troubled(view);
  return {
    intent: 'positive',
    headline: [message('verdict.clusterHealthy', { cluster: view.title })],
    detail: [
      inServiceMessage(view.nodes.ready, view.nodes.total),
      ...waitingMessages(view),
    ],
  };
}
