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
import { SourceFailure } from '../../service/SourceFailure';
import { inParallel } from '../inParallel';
import { asText } from '../untrusted';
import { boundAnswer } from './boundedAnswer';
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

/** Questions of one kind under way at once. */
const PARALLEL = 2;
const PAGE_SIZE = 100;
/** AWS's quota of node groups is 30; of add-ons there are some dozen. More than this is nonsense. */
const MAX_ITEMS = { nodeGroups: 200, addons: 100, insights: 200 };
/** Holds against pages without end. */
const MAX_PAGES = 20;
const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;

/**
 * The four questions to EKS. Each fails with a {@link SourceFailure}.
 * Built to the model that the vendor's SDK ships, and tested against it; not exercised against an AWS account.
 */
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
    this.#client.middlewareStack.add(
      next => async args => {
        const result = await next(args);
        boundAnswer(result.response);
        return result;
      },
      // Low: nearest to the connection, before the answer is read.
      { step: 'deserialize', priority: 'low', name: 'boundAnswer' },
    );
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
      const names = await collectedNames(
        pages,
        page => page.nodegroups,
        MAX_ITEMS.nodeGroups,
      );
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
      const names = await collectedNames(
        pages,
        page => page.addons,
        MAX_ITEMS.addons,
      );
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
      const found = await collected(
        pages,
        page => page.insights,
        MAX_ITEMS.insights,
      );
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
  if (signal.aborted) {
    giveUp();
  }
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw eksFailure(error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** All items of all pages, up to a bound. The SDK's types are wishes: it passes on what it is sent. */
async function collected<TPage>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => unknown,
  max: number,
): Promise<unknown[]> {
  const items: unknown[] = [];
  let read = 0;
  for await (const page of pages) {
    const found = itemsOf(page) ?? [];
    if (!Array.isArray(found)) {
      throw new SourceFailure('malformed', 'EKS answers no list');
    }
    items.push(...found.slice(0, max));
    if (items.length >= max || ++read >= MAX_PAGES) {
      break;
    }
  }
  return items.slice(0, max);
}

async function collectedNames<TPage>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => unknown,
  max: number,
): Promise<string[]> {
  const found = await collected(pages, itemsOf, max);
  return found.flatMap(name => asText(name) ?? []);
}
