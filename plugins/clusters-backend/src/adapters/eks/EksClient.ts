import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  EKSClientConfig,
  paginateListAddons,
  paginateListInsights,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import { EksFacts } from '@textloom/plugin-clusters-common';
import { inParallel } from '../inParallel';
import { SourceFailure } from '../../service/SourceFailure';
import { eksFailure } from './failure';
import {
  EksCluster,
  projectAddon,
  projectCluster,
  projectInsight,
  projectNodeGroup,
} from './projectEks';

/** A cluster in EKS, and how it is asked for. */
export interface EksSettings {
  region: string;
  /** As EKS names it. */
  name: string;
  /** Instead of AWS's own address. */
  endpoint?: string;
  credentials: EKSClientConfig['credentials'];
}

/** Questions of one kind under way at once: four with node groups and add-ons. */
const PARALLEL = 2;
const PAGE_SIZE = 100;
/** Quotas are 30 node groups and some dozen add-ons; more than this is nonsense. */
const MAX_ITEMS = 500;
const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;

/** The four questions to EKS. Each fails with a {@link SourceFailure}. */
export class EksClient {
  readonly #client: EKSClient;
  readonly #name: string;

  constructor({ name, ...config }: EksSettings) {
    this.#name = name;
    this.#client = new EKSClient({
      ...config,
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
    });
  }

  cluster(abortSignal: AbortSignal): Promise<EksCluster> {
    return told(abortSignal, async () => {
      const answer = await this.#client.send(
        new DescribeClusterCommand({ name: this.#name }),
        { abortSignal },
      );
      const cluster = projectCluster(answer.cluster);
      if (!cluster) {
        throw new SourceFailure('malformed', 'EKS tells of no cluster');
      }
      return cluster;
    });
  }

  nodeGroups(abortSignal: AbortSignal): Promise<EksFacts['nodeGroups']> {
    return told(abortSignal, async () => {
      const pages = paginateListNodegroups(
        { client: this.#client, pageSize: PAGE_SIZE, stopOnSameToken: true },
        { clusterName: this.#name },
        { abortSignal },
      );
      const names = await collected(pages, page => page.nodegroups);
      return this.#described(names, async nodegroupName => {
        const command = new DescribeNodegroupCommand({
          clusterName: this.#name,
          nodegroupName,
        });
        const answer = await this.#client.send(command, { abortSignal });
        return projectNodeGroup(answer.nodegroup);
      });
    });
  }

  addons(abortSignal: AbortSignal): Promise<EksFacts['addons']> {
    return told(abortSignal, async () => {
      const pages = paginateListAddons(
        { client: this.#client, pageSize: PAGE_SIZE, stopOnSameToken: true },
        { clusterName: this.#name },
        { abortSignal },
      );
      const names = await collected(pages, page => page.addons);
      return this.#described(names, async addonName => {
        const command = new DescribeAddonCommand({
          clusterName: this.#name,
          addonName,
        });
        const answer = await this.#client.send(command, { abortSignal });
        return projectAddon(answer.addon);
      });
    });
  }

  insights(abortSignal: AbortSignal): Promise<EksFacts['insights']> {
    return told(abortSignal, async () => {
      const pages = paginateListInsights(
        { client: this.#client, pageSize: PAGE_SIZE, stopOnSameToken: true },
        { clusterName: this.#name },
        { abortSignal },
      );
      const found = await collected(pages, page => page.insights);
      return found.flatMap(insight => projectInsight(insight) ?? []);
    });
  }

  close(): void {
    this.#client.destroy();
  }

  /** One question per name; what was deleted since it was listed is left out. */
  async #described<T>(
    names: readonly string[],
    describe: (name: string) => Promise<T | undefined>,
  ): Promise<T[]> {
    const found = await inParallel(names, PARALLEL, name =>
      describe(name).catch(error => {
        if (eksFailure(error).problem === 'not-served') {
          return undefined;
        }
        throw error;
      }),
    );
    return found.filter(item => item !== undefined);
  }
}

/** The outcome of the work unless the signal comes first: looking for credentials does not heed it. */
async function told<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  let giveUp = () => {};
  const late = new Promise<never>((_, reject) => {
    giveUp = () =>
      reject(new SourceFailure('timeout', 'EKS: no answer in time'));
  });
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw eksFailure(error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** All items of all pages, up to a bound that holds against pages without end. */
async function collected<TPage, TItem>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => TItem[] | undefined,
): Promise<TItem[]> {
  const items: TItem[] = [];
  let read = 0;
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
    if (items.length >= MAX_ITEMS || ++read >= MAX_ITEMS) {
      break;
    }
  }
  return items.slice(0, MAX_ITEMS);
}
