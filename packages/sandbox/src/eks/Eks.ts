import { ClusterWorld } from '../world/world';
import {
  ADDON_NAMES,
  describeAddon,
  describeCluster,
  insightsOf,
} from './cluster';
import { describeNodeGroup } from './nodeGroups';
import { EksRefusal, invalid, notFound } from './refusals';
import { requireSignature } from './signature';

/** A request to the API. */
export interface EksRequest {
  method: string;
  /** Below the server's own address, such as `/clusters/textloom-prod`. */
  path: string;
  query: URLSearchParams;
  body: string;
  authorization?: string;
}

/** An answer of the API. */
export interface EksReply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

interface Page {
  maxResults: number;
  nextToken?: string;
}

const MAX_RESULTS = 100;

const groupNames = ({ plan }: ClusterWorld) =>
  plan.groups.map(({ name }) => name);

/** The part of Amazon EKS's API that tells of clusters, over the worlds of the sandbox. It changes nothing. */
export class Eks {
  readonly #worlds: ReadonlyMap<string, ClusterWorld>;

  constructor(worlds: readonly ClusterWorld[]) {
    this.#worlds = new Map(worlds.map(world => [world.name, world]));
  }

  answer(request: EksRequest): EksReply {
    try {
      requireSignature(request.authorization);
      return { status: 200, body: this.#route(request) };
    } catch (error) {
      if (error instanceof EksRefusal) {
        return {
          status: error.status,
          headers: { 'x-amzn-errortype': error.code },
          body: { message: error.message },
        };
      }
      throw error;
    }
  }

  #route({ method, path, query, body }: EksRequest): unknown {
    const [root, name = '', kind = '', item = '', ...rest] = path
      .split('/')
      .slice(1)
      .map(decoded);
    if (root !== 'clusters' || rest.length > 0) {
      throw notFound(`No route for ${path}`);
    }
    const page = pageOf(query.get('maxResults'), query.get('nextToken'));
    switch (`${method} ${kind}${item && '/'}`) {
      case 'GET ':
        return name
          ? { cluster: describeCluster(this.#world(name)) }
          : paged('clusters', [...this.#worlds.keys()], page);
      case 'GET node-groups':
        return paged('nodegroups', groupNames(this.#world(name)), page);
      case 'GET node-groups/':
        return { nodegroup: nodeGroup(this.#world(name), item) };
      case 'GET addons':
        this.#world(name);
        return paged('addons', ADDON_NAMES, page);
      case 'GET addons/':
        return { addon: addonOf(this.#world(name), item) };
      case 'POST insights':
        return listInsights(this.#world(name), body);
      default:
        throw notFound(`No route for ${method} ${path}`);
    }
  }

  #world(name: string): ClusterWorld {
    const world = this.#worlds.get(name);
    if (!world) {
      throw notFound(`No cluster found for name: ${name}.`);
    }
    return world;
  }
}

function nodeGroup(world: ClusterWorld, name: string) {
  const group = world.plan.groups.find(candidate => candidate.name === name);
  if (!group) {
    throw notFound(`No node group found for name: ${name}.`);
  }
  return describeNodeGroup(world, group);
}

function addonOf(world: ClusterWorld, name: string) {
  const addon = describeAddon(world, name);
  if (!addon) {
    throw notFound(`No addon: ${name} found in cluster: ${world.name}`);
  }
  return addon;
}

interface InsightsInput {
  filter?: {
    categories?: unknown;
    kubernetesVersions?: unknown;
    statuses?: unknown;
  };
  maxResults?: unknown;
  nextToken?: unknown;
}

function listInsights(world: ClusterWorld, body: string) {
  let input: InsightsInput;
  try {
    input = JSON.parse(body || '{}') ?? {};
  } catch {
    throw invalid('The body is not JSON');
  }
  const among = (wanted: unknown, value: string) =>
    !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(value);
  const { filter = {}, maxResults, nextToken } = input;
  const found = insightsOf(world).filter(
    ({ category, kubernetesVersion, insightStatus }) =>
      among(filter.categories, category) &&
      among(filter.kubernetesVersions, kubernetesVersion) &&
      among(filter.statuses, insightStatus.status),
  );
  const textOf = (value: unknown) =>
    value === undefined || value === null ? null : `${value}`;
  return paged(
    'insights',
    found,
    pageOf(textOf(maxResults), textOf(nextToken)),
  );
}

/** @throws EksRefusal */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid(`${part} is not encoded as an address is`);
  }
}

/** @throws EksRefusal */
function pageOf(maxResults: string | null, nextToken: string | null): Page {
  const size = maxResults === null ? MAX_RESULTS : Number(maxResults);
  if (!Number.isInteger(size) || size < 1 || size > MAX_RESULTS) {
    throw invalid(`maxResults must be between 1 and ${MAX_RESULTS}`);
  }
  return { maxResults: size, nextToken: nextToken ?? undefined };
}

/** One page under the list's name; its token tells where the next begins. @throws EksRefusal */
function paged(name: string, items: readonly unknown[], page: Page) {
  const from = page.nextToken === undefined ? 0 : startOf(page.nextToken);
  const to = from + page.maxResults;
  return {
    [name]: items.slice(from, to),
    ...(to < items.length && {
      nextToken: Buffer.from(`${to}`).toString('base64url'),
    }),
  };
}

function startOf(token: string): number {
  const start = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d{1,9}$/.test(start)) {
    throw invalid('The nextToken is not one of this list');
  }
  return Number(start);
}
