import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { DAY } from '@textloom/kernel';
import {
  DeploymentsClient,
  ProposalSummary,
} from '@textloom/plugin-deployments-common';
import { Change, ChangeSource } from '../../service/ports';
import { pluginFetch } from '../pluginFetch';

const MAX_DAYS = 365;
const PAGE = 200;
const MAX_PAGES = 5;

/**
 * Deployments as the deployments plugin tells the caller of them: who may not see deployments sees none here either.
 */
export class Deployments implements ChangeSource {
  readonly #services: {
    auth: AuthService;
    discovery: DiscoveryService;
  };

  constructor(services: { auth: AuthService; discovery: DiscoveryService }) {
    this.#services = services;
  }

  /** @throws when deployments cannot be asked, or are refused to the caller. */
  async changes(
    from: string,
    to: string,
    credentials: BackstageCredentials,
  ): Promise<Change[]> {
    const ended = await this.#ended(from, credentials);
    return ended
      .map(changeOf)
      .filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to);
  }

  async #ended(
    from: string,
    credentials: BackstageCredentials,
  ): Promise<ProposalSummary[]> {
    const client = new DeploymentsClient({
      fetchApi: pluginFetch(
        this.#services,
        'deployments',
        async () => credentials,
      ),
    });
    const age = Date.now() - Date.parse(`${from}T00:00:00Z`);
    const days = Math.min(MAX_DAYS, Math.max(1, Math.ceil(age / DAY)));
    const items: ProposalSummary[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await client.getHistory({
        days,
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      items.push(...answer.items.filter(({ state }) => state === 'Succeeded'));
      cursor = answer.nextCursor;
      if (!cursor) break;
    }
    return items;
  }
}

function changeOf(proposal: ProposalSummary): Change {
  const { id, service, version, environment, endedAt, updatedAt } = proposal;
  return {
    at: new Date(endedAt ?? updatedAt).toISOString(),
    kind: 'deployment',
    label: `${service} ${version} → ${environment}`,
    ref: id,
    component: `component:default/${service}`,
  };
}
