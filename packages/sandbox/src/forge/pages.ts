import { escape } from '../control/escape';
import { Language } from '../control/language';
import { Reply } from '../control/reply';
import { STYLE } from '../control/style';
import { Forge } from './Forge';
import { ForgeRepository, TreeEntry } from './ForgeRepository';
import { checkPath } from './names';
import { FORGE_TEXTS } from './texts';
import { addressesOf, inAddress } from './wire';

/** A page that is asked for. */
export interface PageCall {
  forge: Forge;
  /** After `/forge/`, decoded. */
  segments: readonly string[];
  language: Language;
  /** Where the forge is, without a slash at the end. */
  base: string;
}

const MAX_SHOWN = 256 * 1024;
const FORGE_STYLE = `${STYLE}
pre { overflow-x: auto; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); font: 14px/1.5 ui-monospace, monospace; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
td { padding: 8px 12px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
td:last-child { color: var(--soft); text-align: right; }
nav { color: var(--soft); overflow-wrap: anywhere; }
`;

/** Where a page is in a repository. */
interface Place {
  repository: ForgeRepository;
  branch: string;
  path: string;
}

/** A page for people: all repositories, or the folders and files of one. */
export async function answerPage(call: PageCall): Promise<Reply> {
  const [owner, name, ...rest] = call.segments;
  if (owner === undefined) {
    return document(call, 200, '', await listing(call));
  }
  const repository =
    name === undefined ? undefined : await call.forge.repository(owner, name);
  const place = repository && (await placeOf(repository, rest));
  const body = place && (await bodyOf(call, place));
  return body === undefined
    ? document(call, 404, FORGE_TEXTS[call.language].notFound, '')
    : document(call, 200, titleOf(place), body);
}

function titleOf(place: Place | undefined): string {
  return place
    ? `${place.repository.facts.owner}/${place.repository.facts.name}`
    : '';
}

/** `src/branch/NAME/PATH`, as Gitea's pages have it; the name may have slashes in it. */
async function placeOf(
  repository: ForgeRepository,
  rest: readonly string[],
): Promise<Place | undefined> {
  if (rest.length === 0) {
    const branch = await repository.defaultBranch();
    return { repository, branch, path: '' };
  }
  const [src, kind, ...named] = rest;
  if (src !== 'src' || kind !== 'branch') {
    return undefined;
  }
  const wanted = `${named.join('/')}/`;
  const found = (await repository.refs('heads')).find(({ name }) =>
    wanted.startsWith(`${name}/`),
  );
  return (
    found && {
      repository,
      branch: found.name,
      path: checkPath(wanted.slice(found.name.length)),
    }
  );
}

async function listing({ forge, language, base }: PageCall): Promise<string> {
  const texts = FORGE_TEXTS[language];
  const repositories = await forge.repositories();
  const rows = repositories.map(repository => {
    const { owner, name, description } = repository.facts;
    return `<tr><td><a href="${escape(
      addressesOf(base, repository).page,
    )}">${escape(`${owner}/${name}`)}</a></td><td>${escape(
      description,
    )}</td></tr>`;
  });
  return `<p class="intro">${texts.intro}</p>
${
  rows.length > 0 ? `<table>${rows.join('\n')}</table>` : `<p>${texts.none}</p>`
}`;
}

/** Undefined when nothing is at the place. */
async function bodyOf(
  call: PageCall,
  place: Place,
): Promise<string | undefined> {
  const { repository, branch, path } = place;
  const texts = FORGE_TEXTS[call.language];
  const { clone } = addressesOf(call.base, repository);
  const head = await repository.resolve(branch);
  const intro = `<p class="intro">${escape(repository.facts.description)}</p>
<h2>${texts.clone}</h2>
<pre>git clone ${escape(clone)}</pre>`;
  if (!head) {
    return `${intro}<p>${texts.empty}</p>`;
  }
  const entry = path ? await repository.entry(head, path) : undefined;
  if (path && !entry) {
    return undefined;
  }
  if (entry && entry.type !== 'tree') {
    return `${trail(call, place)}${await fileOf(call, repository, entry)}`;
  }
  const entries = await repository.list(entry?.sha ?? head);
  const [newest] = await repository.log(head, { limit: 1 });
  return `${path ? '' : intro}
${path ? '' : await branchesOf(call, repository)}
<p>${texts.newest}: <code>${newest.sha.slice(0, 10)}</code> ${escape(
    newest.message.split('\n')[0],
  )}, ${escape(newest.author.name)}, <time datetime="${escape(
    newest.committer.date,
  )}">${escape(newest.committer.date)}</time></p>
<h2>${texts.files}</h2>
${trail(call, place)}
<table>${[...entries]
    .sort((a, b) => Number(b.type === 'tree') - Number(a.type === 'tree'))
    .map(item => rowOf(call, place, item))
    .join('\n')}</table>`;
}

function rowOf(call: PageCall, place: Place, entry: TreeEntry): string {
  const texts = FORGE_TEXTS[call.language];
  const path = [place.path, entry.path].filter(part => part !== '').join('/');
  const isFolder = entry.type === 'tree';
  return `<tr><td><a href="${escape(addressOf(call, place, path))}">${escape(
    entry.path,
  )}${isFolder ? '/' : ''}</a></td><td>${
    isFolder ? texts.folder : `${texts.file} ${entry.size ?? 0} B`
  }</td></tr>`;
}

function addressOf(
  { base }: PageCall,
  { repository, branch }: Place,
  path: string,
): string {
  return `${addressesOf(base, repository).page}/src/branch/${inAddress(
    branch,
  )}/${inAddress(path)}`;
}

/** The way back, folder by folder. */
function trail(call: PageCall, place: Place): string {
  const parts = place.path.split('/').filter(part => part !== '');
  const links = parts.map(
    (part, index) =>
      `<a href="${escape(
        addressOf(call, place, parts.slice(0, index + 1).join('/')),
      )}">${escape(part)}</a>`,
  );
  const root = `<a href="${escape(addressOf(call, place, ''))}">${escape(
    place.repository.facts.name,
  )}</a>`;
  return `<nav>${[root, ...links].join(' / ')}</nav>`;
}

async function branchesOf(
  call: PageCall,
  repository: ForgeRepository,
): Promise<string> {
  const branches = await repository.refs('heads');
  const links = branches.map(
    ({ name }) =>
      `<a href="${escape(
        addressOf(call, { repository, branch: name, path: '' }, ''),
      )}">${escape(name)}</a>`,
  );
  return `<p>${FORGE_TEXTS[call.language].branches}: ${links.join(', ')}</p>`;
}

async function fileOf(
  { language }: PageCall,
  repository: ForgeRepository,
  { sha, type, size = 0 }: TreeEntry,
): Promise<string> {
  const isShown = type === 'blob' && size <= MAX_SHOWN;
  const content = isShown ? await repository.blob(sha) : undefined;
  return content && !content.includes(0)
    ? `<pre>${escape(content.toString())}</pre>`
    : `<p>${FORGE_TEXTS[language].binary}</p>`;
}

function document(
  { language, base }: PageCall,
  status: number,
  title: string,
  body: string,
): Reply {
  const texts = FORGE_TEXTS[language];
  const other = language === 'en' ? 'zh' : 'en';
  const name = escape(title || texts.title);
  return {
    status,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>${FORGE_STYLE}</style>
</head>
<body>
<nav><a href="/">${texts.sandbox}</a> / <a href="${escape(base)}">${
      texts.title
    }</a></nav>
<header>
<h1>${name}</h1>
<a href="?lang=${other}" hreflang="${other}" lang="${
      other === 'zh' ? 'zh-CN' : 'en'
    }">${texts.otherLanguage}</a>
</header>
<main>${body}</main>
</body>
</html>
`,
  };
}
