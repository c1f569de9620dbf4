import { groupBy } from '@textloom/kernel';
import {
  artefactsOf,
  BoardCell,
  BoardView,
  compareVersions,
  EnvironmentPolicy,
  frozen,
  isUnsettled,
  Policy,
  ProposalSummary,
  refMatches,
  Release,
  Success,
} from '@textloom/plugin-deployments-common';
import { versionOf } from './Observations';
import { DeliveryError, Observation, Place, placeKey } from './ports';

/** What a board is made of. */
export interface BoardInput {
  policy: Policy;
  services: readonly { service: string; owner: string; title: string }[];
  /** By `placeKey`. */
  observed: ReadonlyMap<string, Observation | DeliveryError>;
  running: ReadonlyMap<string, Success>;
  /** By service, newest first. */
  releases: ReadonlyMap<string, readonly Release[]>;
  open: readonly ProposalSummary[];
  /** δ of releases that were rolled back, by `placeKey`. */
  denied: ReadonlyMap<string, readonly string[]>;
  /** What waits for somebody after its end, newest first. */
  owing: readonly ProposalSummary[];
  /** Milliseconds since the epoch. */
  now: number;
}

const byTitle = (a: { title: string }, b: { title: string }) =>
  a.title.localeCompare(b.title, 'en');

/** Services × environments. */
export function boardView(input: BoardInput): BoardView {
  const { policy, services, now } = input;
  const open = groupBy(
    [...input.open].sort((a, b) => a.requestedAt - b.requestedAt),
    placeKey,
  );
  return {
    environments: policy.environments.map(({ name, trigger }) => {
      const freeze = frozen(policy, { environment: name, service: '' }, now);
      return {
        name,
        trigger,
        ...(freeze && {
          freeze: { name: freeze.freeze.name, until: freeze.until },
        }),
      };
    }),
    services: [...services].sort(byTitle).map(({ service, title, owner }) => ({
      service,
      title,
      owner,
      cells: policy.environments.map(environment =>
        cellOf(
          input,
          environment,
          {
            service,
            environment: environment.name,
          },
          open,
        ),
      ),
    })),
    generatedAt: now,
  };
}

function cellOf(
  { observed, running, releases, owing, denied }: BoardInput,
  rules: EnvironmentPolicy,
  place: Place,
  open: ReadonlyMap<string, readonly ProposalSummary[]>,
): BoardCell {
  const key = placeKey(place);
  const seen = observed.get(key);
  const known = releases.get(place.service) ?? [];
  const runs =
    seen && !(seen instanceof DeliveryError)
      ? runningOf(seen, known, running.get(key))
      : undefined;
  const unsettled = owing.find(
    proposal => isUnsettled(proposal.state) && placeKey(proposal) === key,
  );
  const rolledBack = denied.get(key) ?? [];
  const newest = known.find(
    release =>
      rules.refs.some(pattern => refMatches(pattern, release.ref)) &&
      !rolledBack.includes(artefactsOf(release)),
  );
  const older =
    newest &&
    rolledBack.length > 0 &&
    runs?.version !== undefined &&
    compareVersions(newest.version, runs.version) < 0;
  return {
    environment: place.environment,
    ...(runs && { running: runs }),
    ...(seen instanceof DeliveryError && { problem: seen.message }),
    open: open.get(key) ?? [],
    ...(unsettled && { unsettled }),
    ...(newest &&
      !older &&
      newest.version !== runs?.version && {
        newest: {
          release: newest.id,
          version: newest.version,
          createdAt: newest.createdAt,
        },
      }),
  };
}

function runningOf(
  { images, health, sync, observedAt }: Observation,
  releases: readonly Release[],
  success: Success | undefined,
): BoardCell['running'] {
  const [image] = images;
  if (!image) {
    return undefined;
  }
  const version = versionOf(images, releases);
  return {
    ...(version && { version }),
    digest: image.digest,
    ...(success && success.version === version && { since: success.at }),
    observedAt,
    health: health === 'suspended' ? 'progressing' : health,
    sync,
  };
}
