import { NotFoundError } from '@backstage/errors';
import { Answer, answerOf } from '@textloom/backend-kit';
import {
  AssessedCluster,
  assessCluster,
  boundedView,
  ClusterFacts,
  ClusterView,
  History,
  NodeGroupView,
  nodeGroupView,
  NodeView,
  nodeView,
  ThresholdOverride,
  Thresholds,
  Workings,
} from '@textloom/plugin-clusters-common';
import { isSameSubstance } from './answer';

/** An unchanged view is kept this long, so that who asks often is answered "not modified". */
const KEEP_MS = 10_000;

/** Views that are kept at most of one state: filters are many. */
const MAX_ANSWERS = 500;

/** How clusters are judged. */
export interface Judgement {
  groupLabels: readonly string[];
  thresholds: Thresholds;
  /** Limits of some clusters and node groups. */
  overrides: readonly ThresholdOverride[];
}

interface Current {
  at: number;
  facts: ClusterFacts;
  view: ClusterView;
  /** What the view said before it got its revision. */
  assessed: AssessedCluster;
}

/** What is known and thought of one cluster. */
export class ClusterRecord {
  readonly #judgement: Judgement;
  #history?: History;
  #workings?: Workings;
  #current?: Current;
  /** Serialised views of the current state. */
  #answers = new Map<string, Answer<unknown>>();

  /** @param previous - What is known from before the start of the portal. */
  constructor(judgement: Judgement, previous?: History) {
    this.#judgement = judgement;
    this.#history = previous;
  }

  /** Undefined before the first assessment. */
  get view(): ClusterView | undefined {
    return this.#current?.view;
  }

  /** Facts and view of the last assessment; undefined before the first. */
  get known(): { facts: ClusterFacts; view: ClusterView } | undefined {
    return this.#current;
  }

  /** What the next assessment needs to know; undefined before the first. */
  get memory(): History | undefined {
    return this.#history;
  }

  /**
   * Judges the facts.
   * @returns Whether the view now says something else than before, whether it was replaced at all.
   */
  assess(
    facts: ClusterFacts,
    now: number,
  ): { changed: boolean; replaced: boolean } {
    const { view, history, workings } = assessCluster(facts, {
      now,
      ...this.#judgement,
      previous: this.#history,
      workings: this.#workings,
    });
    this.#history = history;
    this.#workings = workings;
    const before = this.#current;
    // Who silences an alert that does not fire wants to see it too, though no view of health tells of it.
    const changed =
      !before ||
      !isSameSubstance(before.assessed, view) ||
      !isSameSubstance(before.facts.silences, facts.silences);
    const replaced = changed || now - before.at >= KEEP_MS;
    if (replaced) {
      const revision = nextRevision(before?.view.revision, changed, now);
      this.#current = {
        at: now,
        facts,
        view: { ...view, revision },
        assessed: view,
      };
      this.#answers.clear();
    }
    return { changed, replaced };
  }

  cluster(): Answer<ClusterView> {
    return this.answer('cluster', ({ view }) => boundedView(view));
  }

  /** @throws NotFoundError */
  nodeGroup(name: string): Answer<NodeGroupView> {
    return this.answer(`group ${name}`, ({ view }) =>
      found(nodeGroupView(view, name), view, `node group ${name}`),
    );
  }

  /** @throws NotFoundError */
  node(name: string): Answer<NodeView> {
    return this.answer(`node ${name}`, ({ view, facts }) =>
      found(nodeView(facts, view, name, this.#judgement), view, `node ${name}`),
    );
  }

  /**
   * A view of the current state, made and serialised once.
   * @param key - tells it apart from all other views
   * @throws NotFoundError before the first assessment
   */
  answer<TView>(
    key: string,
    viewOf: (current: { facts: ClusterFacts; view: ClusterView }) => TView,
  ): Answer<TView> {
    const kept = this.#answers.get(key);
    if (kept) {
      // The key names the kind of view, so the kept answer is of that kind.
      return kept as Answer<TView>;
    }
    if (!this.#current) {
      throw new NotFoundError('The cluster was not assessed yet');
    }
    const answer = answerOf(viewOf(this.#current));
    if (this.#answers.size < MAX_ANSWERS) {
      this.#answers.set(key, answer);
    }
    return answer;
  }
}

function found<TView>(
  view: TView | undefined,
  cluster: AssessedCluster,
  what: string,
): TView {
  if (view === undefined) {
    throw new NotFoundError(`Cluster ${cluster.name} has no ${what}`);
  }
  return view;
}

/** Follows the clock, so that revisions also grow over a restart of the portal. */
function nextRevision(
  before: number | undefined,
  changed: boolean,
  now: number,
): number {
  if (before === undefined) {
    return now;
  }
  return changed ? Math.max(before + 1, now) : before;
}
