import { ImageDigest } from '@textloom/plugin-deployments-common';
import {
  Delivery,
  DeliveryError,
  Observation,
  Place,
  placeKey,
  PreconditionError,
  RolloutState,
} from '../../service/ports';
import { FakeRepository } from './fakeRepository';

const IMAGE = /image: (\S+)@(sha256:[0-9a-f]{64})/;
/** After each weight it waits for somebody. */
const STEPS: RolloutState['steps'] = [5, 25, 50].flatMap(weight => [
  { weight },
  { pause: true },
]);

/** One place that follows a repository, as Argo CD and Rollouts would. Its controllers work when `reconcile` is called. */
export class FakeCluster implements Delivery {
  /** What was changed from outside, in order. */
  readonly effects: string[] = [];
  revision: string;
  health: Observation['health'] = 'healthy';
  operation: Observation['operation'];
  stable: ImageDigest;
  fresh: ImageDigest;
  step = STEPS.length;
  waits = false;
  aborted = false;
  held = false;
  unreachable = false;
  /** Somebody has put another image there; the next sync takes it away. */
  manual?: ImageDigest;
  readonly #repository: FakeRepository;
  readonly #folder: string;
  readonly #moves: boolean;

  constructor(options: {
    repository: FakeRepository;
    folder: string;
    revision: string;
    /** Whether traffic moves in steps. */
    rollout: boolean;
  }) {
    this.#repository = options.repository;
    this.#folder = options.folder;
    this.#moves = options.rollout;
    this.revision = options.revision;
    this.stable = this.#imageAt(options.revision);
    this.fresh = this.stable;
  }

  /** One round of the controllers. */
  reconcile(): void {
    if (this.operation?.phase === 'Running') {
      this.operation = { ...this.operation, phase: 'Succeeded' };
      this.#apply(this.operation.revision ?? '');
    }
    if (this.fresh.digest === this.stable.digest) {
      this.step = STEPS.length;
      this.aborted = false;
      return;
    }
    if (!this.#moves) {
      this.stable = this.fresh;
    } else if (!this.aborted && !this.held && !this.waits) {
      this.#moveOn();
    }
  }

  async observe(place: Place): Promise<Observation> {
    this.#reach();
    const images = this.manual ? [this.manual] : this.#images();
    return {
      revision: this.revision,
      sync: 'synced',
      health: this.health,
      ...(this.operation && { operation: this.operation }),
      images,
      ...(this.#moves && { rollout: this.#rollout() }),
      message: placeKey(place),
      observedAt: 0,
    };
  }

  async observeAll(
    places: readonly Place[],
  ): Promise<Map<string, Observation | DeliveryError>> {
    return new Map(
      await Promise.all(
        places.map(
          async place => [placeKey(place), await this.observe(place)] as const,
        ),
      ),
    );
  }

  async refresh(): Promise<void> {
    this.#reach();
  }

  async sync(
    _: Place,
    input: { revision: string; fingerprint: string },
  ): Promise<void> {
    this.#reach();
    const last = this.operation;
    if (
      last?.revision === input.revision &&
      last.fingerprint === input.fingerprint
    ) {
      return;
    }
    this.effects.push(`sync ${Number(input.revision)}`);
    this.operation = { phase: 'Running', ...input };
  }

  async promote(
    _: Place,
    expected: { podHash: string; step: number },
  ): Promise<void> {
    this.#expect(expected.podHash);
    if (!this.waits || this.step !== expected.step) {
      throw new PreconditionError('elsewhere');
    }
    this.effects.push(`promote ${this.#rollout().weight}`);
    this.waits = false;
    this.step += 1;
  }

  async pause(_: Place, expected: { podHash: string }): Promise<void> {
    this.#expect(expected.podHash);
    this.effects.push('pause');
    this.held = true;
  }

  async resume(_: Place, expected: { podHash: string }): Promise<void> {
    this.#expect(expected.podHash);
    this.effects.push('resume');
    this.held = false;
  }

  async abort(_: Place, expected: { podHash: string }): Promise<void> {
    this.#expect(expected.podHash);
    this.effects.push('abort');
    this.aborted = true;
    this.waits = false;
  }

  async terminate(): Promise<void> {
    this.operation = undefined;
  }

  #apply(revision: string): void {
    this.manual = undefined;
    this.revision = revision;
    const image = this.#imageAt(revision);
    if (image.digest !== this.fresh.digest) {
      this.fresh = image;
      this.step = 0;
      this.waits = false;
    }
  }

  #moveOn(): void {
    if (this.step >= STEPS.length) {
      this.stable = this.fresh;
    } else if (STEPS[this.step].pause) {
      this.waits = true;
    } else {
      this.step += 1;
    }
  }

  #rollout(): RolloutState {
    const done = this.fresh.digest === this.stable.digest;
    const weights = STEPS.slice(0, this.step + 1).flatMap(
      ({ weight }) => weight ?? [],
    );
    return {
      phase: done ? 'Healthy' : 'Progressing',
      step: this.step,
      steps: STEPS,
      weight: done ? 100 : (!this.aborted && weights.at(-1)) || 0,
      podHash: this.fresh.digest.slice(7, 12),
      stableHash: this.stable.digest.slice(7, 12),
      waits: this.waits && !this.held,
      aborted: this.aborted,
      held: this.held,
    };
  }

  #images(): ImageDigest[] {
    const isBoth = this.fresh.digest !== this.stable.digest && !this.aborted;
    return isBoth ? [this.stable, this.fresh] : [this.stable];
  }

  #imageAt(revision: string): ImageDigest {
    const files = this.#repository.filesOf(revision, this.#folder);
    const match = IMAGE.exec([...files.values()].join('\n'));
    return { repository: match?.[1] ?? '', digest: match?.[2] ?? '' };
  }

  #expect(podHash: string): void {
    this.#reach();
    if (this.#rollout().podHash !== podHash) {
      throw new PreconditionError('another version');
    }
  }

  #reach(): void {
    if (this.unreachable) {
      throw new DeliveryError('unreachable', 'No answer');
    }
  }
}
