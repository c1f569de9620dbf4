import { ArgoBehaviour, GitopsRepository } from '@textloom/sandbox';
import { RealServerPort } from '../sandbox-argo/argoPort';
import { PlayedCluster } from '../sandbox-argo/playedCluster';
import { ExecutorPortal } from './executorPortal';

const ROUND_MS = 100;

/** Controllers and executor at work, round after round. */
export class Controllers {
  readonly weights: number[] = [];
  readonly #port: RealServerPort;
  readonly #behaviour: ArgoBehaviour;
  readonly #cluster: PlayedCluster;
  readonly #portal: ExecutorPortal;
  #stopped = false;
  #loop?: Promise<void>;

  constructor(
    port: RealServerPort,
    repository: GitopsRepository,
    portal: ExecutorPortal,
  ) {
    this.#port = port;
    this.#behaviour = new ArgoBehaviour(port, repository);
    this.#cluster = new PlayedCluster(port);
    this.#portal = portal;
  }

  start(): void {
    this.#portal.executor.start();
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // A second of the controllers passes in each round.
      this.#port.clock += 1_000;
      await this.#behaviour.tick();
      await this.#note();
      await this.#cluster.play();
      this.#portal.executor.wake();
      await new Promise(done => {
        setTimeout(done, ROUND_MS);
      });
    }
  }

  async #note(): Promise<void> {
    const weight = await weightIn(this.#port);
    if (weight !== (this.weights.at(-1) ?? 0)) {
      this.weights.push(weight);
    }
  }
}

/** Share of traffic of the version on trial, per cent; 0 when there is none. */
export async function weightIn(port: RealServerPort): Promise<number> {
  const [rollout] = await port.list('rollouts.argoproj.io');
  return Number(Object(rollout?.status).canary?.weights?.canary?.weight ?? 0);
}
