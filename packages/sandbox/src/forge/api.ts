import { json, Reply } from '../control/reply';
import { isRecord } from '../kubernetes/types';
import { ForgeError } from './errors';
import { Forge } from './Forge';
import { Commit, ForgeRepository } from './ForgeRepository';
import { checkPath } from './names';
import {
  branchView,
  commitView,
  entryView,
  fileView,
  organizationView,
  repositoryView,
  addressesOf,
} from './wire';

/** Version of Gitea whose API this is a part of. */
const VERSION = '1.24.0';
const PAGE = { usual: 30, most: 50 };
/** Entries of a tree that are listed at once. */
const MAX_TREE = 10_000;

/** A request of the API, with all that it depends on. */
export interface ApiCall {
  forge: Forge;
  method: string;
  /** After `/api/v1/`, decoded. */
  segments: readonly string[];
  query: URLSearchParams;
  /** Whether the token was sent. */
  isAuthorized: boolean;
  /** Where the forge is, without a slash at the end. */
  base: string;
  /** @throws ForgeError when it is no JSON, or too large */
  body(): Promise<unknown>;
}

type Handler = (call: ApiCall, names: string[]) => Promise<Reply>;

/** Method and pattern; `:` stands for one segment, `*` for what is left. Methods other than GET need the token. */
const ROUTES: readonly [method: string, pattern: string, handler: Handler][] = [
  ['GET', 'version', async () => json(200, { version: VERSION })],
  ['GET', 'user', currentUser],
  ['GET', 'orgs', organizations],
  ['POST', 'orgs', createOrganization],
  ['GET', 'orgs/:', organization],
  ['GET', 'orgs/:/repos', repositories],
  ['POST', 'orgs/:/repos', createRepository],
  ['GET', 'repos/:/:', showRepository],
  ['DELETE', 'repos/:/:', removeRepository],
  ['GET', 'repos/:/:/branches', branches],
  ['GET', 'repos/:/:/branches/*', branch],
  ['GET', 'repos/:/:/tags', tags],
  ['GET', 'repos/:/:/commits', commits],
  ['GET', 'repos/:/:/git/commits/*', commit],
  ['GET', 'repos/:/:/git/trees/*', tree],
  ['GET', 'repos/:/:/contents', contents],
  ['GET', 'repos/:/:/contents/*', contents],
  ['GET', 'repos/:/:/raw/*', raw],
  ['GET', 'repos/:/:/archive/*', archive],
];

/** Answers as Gitea's API does. @throws ForgeError when it refuses */
export async function answerApi(call: ApiCall): Promise<Reply> {
  const found = ROUTES.flatMap(([method, pattern, handler]) => {
    const names = match(pattern, call.segments);
    return names ? [{ method, handler, names }] : [];
  });
  const method = call.method === 'HEAD' ? 'GET' : call.method;
  const route = found.find(candidate => candidate.method === method);
  if (!route) {
    throw found.length > 0
      ? new ForgeError(405, 'Method Not Allowed')
      : notFound();
  }
  if (method !== 'GET' && !call.isAuthorized) {
    throw new ForgeError(401, 'token is required');
  }
  return route.handler(call, route.names);
}

function match(
  pattern: string,
  segments: readonly string[],
): string[] | undefined {
  const parts = pattern.split('/');
  const hasRest = parts.at(-1) === '*';
  const fixed = hasRest ? parts.slice(0, -1) : parts;
  const fits =
    (hasRest
      ? segments.length > fixed.length
      : segments.length === fixed.length) &&
    fixed.every((part, index) => part === ':' || part === segments[index]);
  return fits
    ? [
        ...fixed.flatMap((part, index) =>
          part === ':' ? [segments[index]] : [],
        ),
        ...(hasRest ? [segments.slice(fixed.length).join('/')] : []),
      ]
    : undefined;
}

function notFound(): ForgeError {
  return new ForgeError(404, "The target couldn't be found.");
}

function page<T>({ query }: ApiCall, all: readonly T[]): T[] {
  const number = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  const limit = Math.min(PAGE.most, number('limit', PAGE.usual));
  return all.slice((number('page', 1) - 1) * limit, number('page', 1) * limit);
}

async function currentUser({ isAuthorized }: ApiCall): Promise<Reply> {
  if (!isAuthorized) {
    throw new ForgeError(401, 'token is required');
  }
  return json(200, { id: 1, login: 'sandbox', username: 'sandbox' });
}

async function organizations(call: ApiCall): Promise<Reply> {
  const all = page(call, await call.forge.organizations());
  return json(
    200,
    all.map(name => organizationView(call.base, name)),
  );
}

async function createOrganization(call: ApiCall): Promise<Reply> {
  const body = await call.body();
  const name = await call.forge.createOrganization(
    isRecord(body) ? body.username : undefined,
  );
  return json(201, organizationView(call.base, name));
}

async function knownOrganization({ forge }: ApiCall, name: string) {
  const found = await forge.organization(name);
  if (!found) {
    throw notFound();
  }
  return found;
}

async function organization(call: ApiCall, [name]: string[]): Promise<Reply> {
  const found = await knownOrganization(call, name);
  return json(200, organizationView(call.base, found));
}

async function repositories(call: ApiCall, [name]: string[]): Promise<Reply> {
  const owner = await knownOrganization(call, name);
  const all = page(call, await call.forge.repositories(owner));
  const { base, isAuthorized } = call;
  return json(
    200,
    await Promise.all(
      all.map(repository => repositoryView(base, repository, isAuthorized)),
    ),
  );
}

async function createRepository(
  call: ApiCall,
  [owner]: string[],
): Promise<Reply> {
  const body = await call.body();
  if (!isRecord(body)) {
    throw new ForgeError(422, 'The body must be an object');
  }
  if (body.auto_init === true) {
    throw new ForgeError(422, 'auto_init is not supported: push a commit');
  }
  const made = await call.forge.create(owner, {
    ...body,
    name: body.name,
  });
  return json(201, await repositoryView(call.base, made, true));
}

async function known(
  { forge }: ApiCall,
  [owner, name]: string[],
): Promise<ForgeRepository> {
  const found = await forge.repository(owner, name);
  if (!found) {
    throw notFound();
  }
  return found;
}

async function showRepository(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  return json(
    200,
    await repositoryView(call.base, repository, call.isAuthorized),
  );
}

async function removeRepository(
  call: ApiCall,
  names: string[],
): Promise<Reply> {
  await call.forge.remove(await known(call, names));
  return { status: 204, type: 'application/json', body: '' };
}

async function at(
  repository: ForgeRepository,
  ref: string | null,
): Promise<{ ref: string; commit: string }> {
  const asked = ref || (await repository.defaultBranch());
  const found = await repository.resolve(asked);
  if (!found) {
    throw new ForgeError(
      404,
      `object does not exist [ref: ${asked.slice(0, 250)}]`,
    );
  }
  return { ref: asked, commit: found };
}

async function one(repository: ForgeRepository, sha: string): Promise<Commit> {
  const [found] = await repository.log(sha, { limit: 1 });
  return found;
}

async function branches(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const all = page(call, await repository.refs('heads'));
  const views = all.map(async ({ name, commit: sha }) =>
    branchView(call.base, repository, name, await one(repository, sha)),
  );
  return json(200, await Promise.all(views));
}

async function branch(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const [, , wanted] = names;
  const all = await repository.refs('heads');
  const found = all.find(({ name }) => name === wanted);
  if (!found) {
    throw notFound();
  }
  const newest = await one(repository, found.commit);
  return json(200, branchView(call.base, repository, found.name, newest));
}

async function tags(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const { api } = addressesOf(call.base, repository);
  const all = page(call, await repository.refs('tags'));
  return json(
    200,
    all.map(({ name, commit: sha }) => ({
      name,
      id: sha,
      commit: { sha, url: `${api}/git/commits/${sha}` },
    })),
  );
}

async function commits(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const { commit: sha } = await at(repository, call.query.get('sha'));
  const limit = Math.min(
    PAGE.most,
    Math.max(1, Number(call.query.get('limit')) || PAGE.usual),
  );
  const listed = await repository.log(sha, { limit });
  return json(
    200,
    listed.map(item => commitView(call.base, repository, item)),
  );
}

async function commit(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const { commit: sha } = await at(repository, names[2]);
  return json(
    200,
    commitView(call.base, repository, await one(repository, sha)),
  );
}

async function tree(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const { api } = addressesOf(call.base, repository);
  const isDeep = ['1', 'true'].includes(call.query.get('recursive') ?? '');
  const sha = await treeAt(repository, names[2]);
  const entries = await repository.list(sha, isDeep);
  return json(200, {
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: entries.slice(0, MAX_TREE).map(entry => ({
      ...entry,
      size: entry.size ?? 0,
      url: `${api}/git/${entry.type}s/${entry.sha}`,
    })),
    truncated: entries.length > MAX_TREE,
    page: 1,
    total_count: entries.length,
  });
}

/** Tree of a commit, or the tree that is named itself. */
async function treeAt(
  repository: ForgeRepository,
  name: string,
): Promise<string> {
  if (/^[0-9a-f]{40}$/.test(name) && (await repository.isTree(name))) {
    return name;
  }
  const { commit: sha } = await at(repository, name);
  return (await one(repository, sha)).tree;
}

async function contents(call: ApiCall, names: string[]): Promise<Reply> {
  const { base } = call;
  const repository = await known(call, names);
  const path = checkPath(names[2] ?? '');
  const place = await at(repository, call.query.get('ref'));
  const entry = path
    ? await repository.entry(place.commit, path)
    : { sha: place.commit, type: 'tree' as const, mode: '040000', path };
  if (!entry) {
    throw new ForgeError(
      404,
      `object does not exist [id: , rel_path: ${path}]`,
    );
  }
  if (entry.type !== 'tree') {
    return json(200, await fileView(base, repository, entry, place));
  }
  const listed = await repository.list(entry.sha);
  return json(
    200,
    listed.map(item =>
      entryView(
        base,
        repository,
        { ...item, path: path ? `${path}/${item.path}` : item.path },
        place.ref,
      ),
    ),
  );
}

async function raw(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const path = checkPath(names[2]);
  const place = await at(repository, call.query.get('ref'));
  const entry = path && (await repository.entry(place.commit, path));
  if (!entry || entry.type !== 'blob') {
    throw notFound();
  }
  const body = await repository.blob(entry.sha);
  return {
    status: 200,
    // Never as a page: what somebody pushes must not run in a browser.
    type: body.includes(0)
      ? 'application/octet-stream'
      : 'text/plain; charset=utf-8',
    body,
    headers: { etag: `"${entry.sha}"` },
  };
}

async function archive(call: ApiCall, names: string[]): Promise<Reply> {
  const repository = await known(call, names);
  const [, ref] = /^(.+)\.tar\.gz$/.exec(names[2]) ?? [];
  if (!ref) {
    throw new ForgeError(400, 'Only .tar.gz archives are made');
  }
  const { commit: sha } = await at(repository, ref);
  const { name } = repository.facts;
  return {
    status: 200,
    type: 'application/gzip',
    body: await repository.archive(sha, name),
    headers: {
      'content-disposition': `attachment; filename="${name}-${ref.replaceAll(
        '/',
        '-',
      )}.tar.gz"`,
    },
  };
}
