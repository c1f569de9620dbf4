/** A repository as a form answers it; parts that are not known yet are `''`. */
export interface Repository {
  host: string;
  owner: string;
  repo: string;
}

/** Reads `host?owner=OWNER&repo=REPO`, as actions of the scaffolder take it. */
export function readRepository(value: string | undefined): Repository {
  const [host = '', query = ''] = (value ?? '').split('?');
  const parameters = new URLSearchParams(query);
  return {
    host,
    owner: parameters.get('owner') ?? '',
    repo: parameters.get('repo') ?? '',
  };
}

/** The opposite of {@link readRepository}. */
export function writeRepository({ host, owner, repo }: Repository): string {
  return `${host}?${new URLSearchParams({ owner, repo })}`;
}

/** What is entered at last, for the rest what is usual: the only host, the owner of the portal, the name of the service. */
export function completed(
  entered: Partial<Repository>,
  usual: { hosts: readonly string[]; owner: string; name: string },
): Repository {
  return {
    host: entered.host ?? usual.hosts[0] ?? '',
    owner: entered.owner ?? usual.owner,
    repo: entered.repo ?? usual.name,
  };
}
