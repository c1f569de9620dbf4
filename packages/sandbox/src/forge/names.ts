import { ForgeError } from './errors';

/** Characters of names (Gitea's binding rule AlphaDashDot). */
const NAME = /^[A-Za-z0-9_.-]+$/;
const MAX = { owner: 40, repository: 100 };
/** Names and endings that mean something in addresses (Gitea, models/repo and models/user). */
const RESERVED_REPOSITORIES = new Set(['.', '..', '-']);
const RESERVED_ENDINGS = ['.git', '.wiki', '.rss', '.atom', '.keys', '.gpg'];
const RESERVED_OWNERS = new Set([
  ...['.', '..', '-', 'admin', 'api', 'assets', 'attachments', 'avatars'],
  ...['captcha', 'explore', 'favicon.ico', 'ghost', 'issues', 'login'],
  ...['manifest.json', 'metrics', 'milestones', 'new', 'notifications'],
  ...['org', 'pulls', 'raw', 'repo', 'repo-avatars', 'robots.txt', 'search'],
  ...['swagger.v1.json', 'user', 'v2'],
]);

const isReserved = (name: string, reserved: ReadonlySet<string>) =>
  reserved.has(name.toLowerCase()) ||
  RESERVED_ENDINGS.some(ending => name.toLowerCase().endsWith(ending));

/** Whether a text could be a name at all; what could not is looked up nowhere. */
export function isName(text: string): boolean {
  return (
    text.length <= MAX.repository &&
    NAME.test(text) &&
    !RESERVED_REPOSITORIES.has(text)
  );
}

/** What a name must be; words of refusals are Gitea's. */
interface NameRule {
  field: 'Name' | 'UserName';
  form: RegExp;
  formName: string;
  max: number;
  reserved: ReadonlySet<string>;
}

function checkName(name: unknown, rule: NameRule): string {
  const { field, form, formName, max, reserved } = rule;
  if (typeof name !== 'string' || name === '') {
    throw new ForgeError(422, `[${field}]: Required`);
  }
  if (!form.test(name)) {
    throw new ForgeError(422, `[${field}]: ${formName}`);
  }
  if (name.length > max) {
    throw new ForgeError(422, `[${field}]: MaxSize ${max}`);
  }
  if (isReserved(name, reserved)) {
    throw new ForgeError(422, `name is reserved [name: ${name}]`);
  }
  return name;
}

/** @throws ForgeError 422 when a repository may not have this name */
export function checkRepositoryName(name: unknown): string {
  return checkName(name, {
    field: 'Name',
    form: NAME,
    formName: 'AlphaDashDot',
    max: MAX.repository,
    reserved: RESERVED_REPOSITORIES,
  });
}

/** @throws ForgeError 422 when an organization may not have this name */
export function checkOwnerName(name: unknown): string {
  return checkName(name, {
    field: 'UserName',
    form: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    formName: 'Username',
    max: MAX.owner,
    reserved: RESERVED_OWNERS,
  });
}

/** Name of a branch, a tag or a commit that cannot be read as anything else (git-check-ref-format). */
export function isRefName(text: string): boolean {
  return (
    text.length <= 250 &&
    /^[A-Za-z0-9_][A-Za-z0-9_./+-]*$/.test(text) &&
    !/\.\.|\/\/|\/\.|\.\/|\.lock(\/|$)|[./]$/.test(text)
  );
}

/**
 * A path inside a repository; empty for its root.
 * @throws ForgeError 422 for what no repository can hold
 */
export function checkPath(path: string): string {
  const parts = path.split('/').filter(part => part !== '');
  const bad = parts.some(
    part =>
      part === '.' ||
      part === '..' ||
      /^\.git$/i.test(part) ||
      part.includes('\0'),
  );
  if (bad || path.length > 1_000) {
    throw new ForgeError(422, 'path is invalid');
  }
  return parts.join('/');
}
