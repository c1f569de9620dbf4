import { ClusterFacts } from '@textloom/plugin-clusters-common';
import { aClusterFacts } from '@textloom/plugin-clusters-common/testUtils';
import {
  ClusterLocator,
  Collector,
  LocatedCluster,
} from '../service/ClusterLocator';

/** A collector whose facts the test writes. */
export class FakeCollector implements Collector {
  state: 'new' | 'started' | 'stopped' = 'new';
  current: ClusterFacts;
  readonly #onChange: () => void;

  constructor(facts: ClusterFacts, onChange: () => void) {
    this.current = facts;
    this.#onChange = onChange;
  }

  start(): void {
    this.state = 'started';
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
  }

  facts(): ClusterFacts {
    return this.current;
  }

  /** The facts change, and the collector says so. */
  become(facts: Partial<ClusterFacts>): void {
    this.current = { ...this.current, ...facts };
    this.#onChange();
  }
}

/** A list of clusters that the test writes: by name, the key of its settings. */
export class FakeLocator implements ClusterLocator {
  clusters: Record<string, string>;
  /** Thrown instead of an answer. */
  error?: Error;
  /** All collectors ever made, by cluster. */
  readonly made = new Map<string, FakeCollector[]>();

  constructor(clusters: Record<string, string>) {
    this.clusters = clusters;
  }

  /** The collector made last for a cluster. */
  collector(name: string): FakeCollector {
    const collector = this.made.get(name)?.at(-1);
    if (!collector) {
      throw new Error(`No collector of ${name}`);
    }
    return collector;
  }

  async locate(): Promise<LocatedCluster[]> {
    if (this.error) {
      throw this.error;
    }
    return Object.entries(this.clusters).map(([name, key]) => ({
      name,
      key,
      collect: onChange => {
        const facts = aClusterFacts({ name, title: name.toUpperCase() });
        const collector = new FakeCollector(facts, onChange);
        this.made.set(name, [...(this.made.get(name) ?? []), collector]);
        return collector;
      },
    }));
  }
}
