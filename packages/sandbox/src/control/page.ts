import { ScenarioGroup, ScenarioState } from '../scenarios/manager';
import { escape } from './escape';
import { Language } from './language';
import { STYLE } from './style';
import { PageTexts, TEXTS } from './texts';

/** What the page shows. */
export interface PageInput {
  language: Language;
  scenarios: ScenarioState[];
  clusters: { name: string; url: string }[];
  portalUrl: string;
  /** `OWNER/NAME` of each on the forge. */
  repositories: string[];
}

/** The control page: one section per scenario by what it disturbs, no outside asset, usable on a phone. */
export function renderPage(input: PageInput): string {
  const { language, scenarios, clusters, portalUrl, repositories } = input;
  const texts = TEXTS[language];
  const other = language === 'en' ? 'zh' : 'en';
  const sections = (Object.keys(texts.groups) as ScenarioGroup[]).map(
    group => `<h2>${texts.groups[group]}</h2>
<div class="group">${scenarios
      .filter(scenario => scenario.group === group)
      .map(scenario => renderScenario(scenario, clusters, language, texts))
      .join('\n')}</div>`,
  );
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${texts.title}</h1>
<a href="?lang=${other}" hreflang="${other}" lang="${
    other === 'zh' ? 'zh-CN' : 'en'
  }">${texts.otherLanguage}</a>
</header>
<p class="intro">${texts.intro} <a href="${escape(portalUrl)}">${
    texts.portal
  }</a></p>
<p class="error" role="alert" hidden></p>
<main>${sections.join('\n')}
<h2>${texts.repositories}</h2>
${renderRepositories(repositories, texts)}</main>
<footer><a href="/kubeconfig" download="textloom-sandbox.kubeconfig">${
    texts.kubeconfig
  }</a></footer>
<script>${script(texts.failed)}</script>
</body>
</html>
`;
}

function renderRepositories(repositories: string[], texts: PageTexts): string {
  const items = repositories.map(
    name => `<a href="/forge/${escape(name)}">${escape(name)}</a>`,
  );
  return items.length > 0
    ? `<p>${items.join('<br>')}</p>`
    : `<p class="intro">${texts.noRepositories}</p>`;
}

function renderScenario(
  scenario: ScenarioState,
  clusters: { name: string }[],
  language: Language,
  texts: PageTexts,
): string {
  const running = scenario.running.map(
    ({ cluster, target, since }) =>
      `<li><span>${escape(cluster)} · ${escape(target)} · ${
        texts.since
      } <time datetime="${since}">${since.slice(11, 19)} UTC</time></span>
<button class="stop" data-id="${
        scenario.id
      }" data-verb="stop" data-cluster="${escape(cluster)}" aria-label="${
        texts.stop
      }: ${scenario.title[language]}">${texts.stop}</button></li>`,
  );
  const options = clusters.map(
    ({ name }) =>
      `<option${name === scenario.defaultCluster ? ' selected' : ''}>${escape(
        name,
      )}</option>`,
  );
  return `<section class="${running.length > 0 ? 'running' : ''}">
<h3>${scenario.title[language]}</h3>
<p>${scenario.effect[language]}</p>
<p class="look"><strong>${texts.lookAt}</strong> ${
    scenario.lookAt[language]
  }</p>
<ul>${running.join('\n')}</ul>
<div class="act"><label>${texts.cluster}
<select>${options.join('')}</select></label>
<button data-id="${scenario.id}" data-verb="start" aria-label="${
    texts.start
  }: ${scenario.title[language]}">${texts.start}</button></div>
</section>`;
}

/** Sends the buttons' requests and shows the page again; nothing is kept in the browser. */
function script(failed: string): string {
  return `document.addEventListener('click', async event => {
  const button = event.target.closest('button[data-id]');
  if (!button) return;
  button.disabled = true;
  const select = button.parentElement.querySelector('select');
  const cluster = button.dataset.cluster || (select && select.value);
  const path = '/api/scenarios/' + button.dataset.id + '/' + button.dataset.verb;
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ cluster }),
  }).catch(error => ({ ok: false, json: async () => ({ error }) }));
  if (response.ok) {
    location.reload();
    return;
  }
  const box = document.querySelector('.error');
  box.textContent = ${JSON.stringify(
    failed,
  )} + ' ' + (await response.json()).error.message;
  box.hidden = false;
  button.disabled = false;
});`;
}
