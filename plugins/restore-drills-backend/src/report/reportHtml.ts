import {
  EvidenceFile,
  Language,
  wordsOf,
} from '@textloom/plugin-restore-drills-common';
import { html, Html } from './html';
import { LABELS } from './labels';
import {
  checks,
  evidence,
  frozen,
  iconOf,
  loss,
  Printed,
  steps,
  surroundings,
  targets,
  time,
  utc,
  verdict,
} from './sections';
import { STYLE } from './style';

const PARTS: readonly ((printed: Printed) => Html)[] = [
  verdict,
  targets,
  steps,
  time,
  loss,
  checks,
  frozen,
  surroundings,
  evidence,
];

/**
 * The evidence of a drill as a page to print. It has everything in itself, runs nothing and loads nothing; what it says
 * is in the signed document.
 */
export function reportHtml(file: EvidenceFile, language: Language): string {
  const { drill, environment, issuedAt } = file.document;
  const words = wordsOf(language);
  const labels = LABELS[language];
  const printed: Printed = { file, drill, words, labels };
  const { store, plan, outcome } = drill;
  const subject = `${store.title} · ${words.scenarios[plan.scenario]}`;
  const word = outcome ? words.outcome(outcome) : '';
  const page = html`<!DOCTYPE html>
    <html lang="${labels.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${labels.title} ${drill.id}: ${word}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <div>
            <h1>${labels.title}: ${subject}</h1>
            <p class="facts">TextLoom Portal · ${drill.id}</p>
          </div>
          <div class="facts">
            <p>${iconOf(outcome)} ${word}</p>
            <p>${utc(issuedAt)}</p>
          </div>
        </header>
        ${environment === 'sandbox'
          ? html`<p class="sandbox">${labels.sandbox}</p>`
          : undefined}
        <main>${PARTS.map(part => part(printed))}</main>
      </body>
    </html>`;
  return page.text;
}
