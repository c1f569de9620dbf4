import { rfc3339 } from '../kubernetes/store';
import {
  Commit,
  ForgeRepository,
  Signature,
  TreeEntry,
} from './ForgeRepository';

/** Files larger than this are described without their content (Gitea's DEFAULT_MAX_BLOB_SIZE). */
const MAX_CONTENT = 10 * 1024 * 1024;

/** Addresses of a repository, as Gitea has them. */
export function addressesOf(base: string, { facts }: ForgeRepository) {
  const { owner, name } = facts;
  return {
    page: `${base}/${owner}/${name}`,
    clone: `${base}/${owner}/${name}.git`,
    api: `${base}/api/v1/repos/${owner}/${name}`,
  };
}

/** Path in an address: what means something there is written otherwise. */
export const inAddress = (path: string) =>
  path.split('/').map(encodeURIComponent).join('/');

/** Organization of Gitea's API. */
export function organizationView(base: string, name: string) {
  return {
    id: 1,
    name,
    username: name,
    full_name: '',
    email: '',
    avatar_url: '',
    description: '',
    website: `${base}/${name}`,
    location: '',
    visibility: 'public',
    repo_admin_change_team_access: false,
  };
}

/** Repository of Gitea's API. */
export async function repositoryView(
  base: string,
  repository: ForgeRepository,
  mayPush: boolean,
) {
  const { facts } = repository;
  const { page, clone, api } = addressesOf(base, repository);
  const default_branch = await repository.defaultBranch();
  const branches = await repository.refs('heads');
  const head = await repository.resolve(default_branch);
  const [newest] = head ? await repository.log(head, { limit: 1 }) : [];
  const created_at = rfc3339(facts.createdAt);
  return {
    id: facts.id,
    owner: { id: 1, login: facts.owner, username: facts.owner, full_name: '' },
    name: facts.name,
    full_name: `${facts.owner}/${facts.name}`,
    description: facts.description,
    empty: branches.length === 0,
    private: facts.private,
    fork: false,
    template: false,
    mirror: false,
    archived: false,
    html_url: page,
    url: api,
    clone_url: clone,
    default_branch,
    created_at,
    updated_at: newest?.committer.date ?? created_at,
    permissions: { admin: mayPush, push: mayPush, pull: true },
  };
}

const TYPES = { blob: 'file', tree: 'dir', commit: 'submodule' } as const;
const SYMLINK = '120000';

/** Entry of a folder, of Gitea's API. */
export function entryView(
  base: string,
  repository: ForgeRepository,
  entry: TreeEntry,
  ref: string,
) {
  const { page, api } = addressesOf(base, repository);
  const path = inAddress(entry.path);
  const query = `?ref=${encodeURIComponent(ref)}`;
  const isFile = entry.type === 'blob';
  const self = `${api}/contents/${path}${query}`;
  const git = `${api}/git/${isFile ? 'blobs' : 'trees'}/${entry.sha}`;
  const html = `${page}/src/branch/${inAddress(ref)}/${path}`;
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    type: entry.mode === SYMLINK ? 'symlink' : TYPES[entry.type],
    size: entry.size ?? 0,
    encoding: null as string | null,
    content: null as string | null,
    target: null as string | null,
    url: self,
    html_url: html,
    git_url: git,
    download_url: isFile ? `${api}/raw/${path}${query}` : null,
    submodule_git_url: null,
    _links: { self, git, html },
  };
}

/** One file with its content, of Gitea's API. */
export async function fileView(
  base: string,
  repository: ForgeRepository,
  entry: TreeEntry,
  at: { ref: string; commit: string },
) {
  const view = entryView(base, repository, entry, at.ref);
  const [last] = await repository.log(at.commit, {
    limit: 1,
    path: entry.path,
  });
  const described = { ...view, last_commit_sha: last?.sha ?? at.commit };
  if (entry.type !== 'blob' || view.size > MAX_CONTENT) {
    return described;
  }
  const content = await repository.blob(entry.sha);
  return view.type === 'symlink'
    ? { ...described, target: content.toString() }
    : {
        ...described,
        encoding: 'base64',
        content: content.toString('base64'),
      };
}

const person = ({ name, email, date }: Signature) => ({ name, email, date });

/** Commit of Gitea's API. */
export function commitView(
  base: string,
  repository: ForgeRepository,
  commit: Commit,
) {
  const { page, api } = addressesOf(base, repository);
  const { sha, tree, parents, author, committer, message } = commit;
  const url = (of: string) => `${api}/git/commits/${of}`;
  return {
    sha,
    url: url(sha),
    html_url: `${page}/commit/${sha}`,
    created: committer.date,
    commit: {
      url: url(sha),
      author: person(author),
      committer: person(committer),
      message,
      tree: {
        url: `${api}/git/trees/${tree}`,
        sha: tree,
        created: committer.date,
      },
    },
    author: null,
    committer: null,
    parents: parents.map(parent => ({ sha: parent, url: url(parent) })),
  };
}

/** Branch of Gitea's API. */
export function branchView(
  base: string,
  repository: ForgeRepository,
  name: string,
  { sha, message, author, committer }: Commit,
) {
  const { api } = addressesOf(base, repository);
  const who = (of: Signature) => ({
    name: of.name,
    email: of.email,
    username: '',
  });
  return {
    name,
    commit: {
      id: sha,
      message,
      url: `${api}/git/commits/${sha}`,
      author: who(author),
      committer: who(committer),
      timestamp: committer.date,
    },
    protected: false,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: true,
    user_can_merge: true,
    effective_branch_protection_name: '',
  };
}
