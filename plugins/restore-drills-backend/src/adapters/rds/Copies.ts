import { DrillProblem } from '../../service/ports';
import { RdsInstance } from './answers';
import { Asking, RdsApi } from './RdsApi';
import { drillOf, Owner } from './tags';
import { Pace, waitUntilGone } from './waiting';

/** Below the half hour after which a teardown is given up. */
const GONE_MS = 25 * 60_000;

/** Instances that drills of one store have made, each decided by a fresh description. */
export class Copies {
  readonly #api: RdsApi;
  readonly #owner: Owner;
  readonly #pace: Pace;

  constructor(api: RdsApi, owner: Owner, pace: Pace) {
    this.#api = api;
    this.#owner = owner;
    this.#pace = pace;
  }

  /**
   * The copy of a drill; undefined when there is none.
   *
   * @throws DrillProblem `target-busy` when an instance of this name is not the drill's.
   */
  async find(drill: string, asking: Asking): Promise<RdsInstance | undefined> {
    const found = await this.#api.instance(drill, asking);
    if (found && drillOf(found, this.#owner) !== drill) {
      throw new DrillProblem({ code: 'target-busy', subject: drill });
    }
    return found;
  }

  /** All that are there, with the drill that has made each. */
  async all(asking: Asking): Promise<string[]> {
    const instances = await this.#api.instances(asking);
    return instances.flatMap(one => drillOf(one, this.#owner) ?? []);
  }

  /**
   * Deletes the copy of a drill, and waits until there is no instance of its name, no automated backup and no snapshot
   * of it. Succeeds when there is none; what is not the drill's is left alone.
   *
   * @returns what was removed.
   * @throws DrillProblem `leftovers` when something is still there in the end.
   */
  async remove(drill: string, asking: Asking): Promise<string[]> {
    const log = asking.log ?? (() => {});
    const look = async () => {
      const found = await this.#api.instance(drill, asking);
      return found && drillOf(found, this.#owner) === drill ? found : undefined;
    };
    const first = await look();
    if (!first) {
      const other = await this.#api.instance(drill, asking);
      if (other) {
        log(`instance ${drill} is not of this drill: left alone`);
      }
      return [];
    }
    const gone = await waitUntilGone(
      {
        pace: this.#pace,
        look,
        log: state => log(`instance ${drill}: ${state}`),
        ...(asking.signal && { signal: asking.signal }),
      },
      GONE_MS,
      async instance => {
        // While it is being made AWS may not delete it: asked again until it does.
        if (instance.status !== 'deleting') {
          await this.#api.delete(instance, asking);
        }
      },
    );
    const left = gone
      ? await this.#remains(drill, first.resourceId, asking)
      : [`instance ${drill}`];
    if (left.length > 0) {
      throw new DrillProblem({ code: 'leftovers', subject: left.join(', ') });
    }
    log(`instance ${drill} is gone, and nothing of it is left`);
    return [`db instance ${drill}`];
  }

  async #remains(
    drill: string,
    resource: string,
    asking: Asking,
  ): Promise<string[]> {
    const backups = await this.#api.backups(drill, asking);
    const snapshots = await this.#api.snapshots(drill, asking);
    return [
      ...backups
        .filter(({ resourceId }) => resourceId === resource)
        .map(() => `automated backup of ${drill}`),
      ...snapshots.map(({ id }) => `snapshot ${id}`),
    ];
  }
}
