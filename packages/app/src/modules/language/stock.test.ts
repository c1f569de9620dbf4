import { TranslationRef } from '@backstage/frontend-plugin-api';
import fs from 'node:fs';
import path from 'node:path';
import { stockResources } from './resources';
import { appTranslationRef } from './translation';
import appZh from './messages/zh';
import * as refs from './stockRefs';

/** What every translation ref carries; its type hides it from applications. */
interface Messages {
  getDefaultMessages(): Record<string, string>;
}

function english(ref: TranslationRef): Record<string, string> {
  return (ref as unknown as Messages).getDefaultMessages();
}

function chinese(id: string): Record<string, string> {
  const file = path.join(__dirname, 'stock', `${id}.zh.json`);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

const placeholders = (text: string) =>
  (text.match(/\{\{?\s*\w+/g) ?? []).map(p => p.replace(/[{\s]/g, '')).sort();

/** Words that stay as they are in Chinese; all else is English left over. */
const LATIN =
  /https?:\/\/\S+|\[.*?\]\(.*?\)|`[^`]*`|\{\{?[^}]*\}?\}|Kubernetes|Backstage|OpenID Connect|OAuth|JWT|Pod|API|CPU|YAML|JSON|TextLoom|GitHub|Gitea|GitLab|Git|Chromium|HTTPS|CI\/CD|techdocs\.builder|local|app-config\.yaml|app\.support|app\.signIn\.providers|github|oidc|kubernetes\.[a-zA-Z.]+|dashboardApp|URL|ID|Enter|Shift|A\/B|useNotificationFormat|NotificationFormatProvider|\.zip|SRE|\[a-z0-9\+#\]/g;

const leftover = (text: string) => text.replace(LATIN, '').match(/[A-Za-z]+/g);

describe('Chinese', () => {
  const cases = Object.values(refs).map(ref => [ref.id, ref] as const);

  it('covers every namespace that the app installs', () => {
    expect(stockResources.map(({ id }) => id).sort()).toEqual(
      cases.map(([id]) => id).sort(),
    );
    expect(cases.length).toBeGreaterThanOrEqual(17);
  });

  it.each(cases)('%s has every key and every placeholder', (id, ref) => {
    const en = english(ref);
    const zh = chinese(id);
    expect(Object.keys(en).length).toBeGreaterThan(0);
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en)) {
      expect([key, placeholders(zh[key])]).toEqual([
        key,
        placeholders(en[key]),
      ]);
    }
  });

  it.each(cases)('%s has no English left', id => {
    const left = Object.entries(chinese(id)).flatMap(([key, text]) => {
      const words = leftover(text);
      return words ? [`${key}: ${words.join(' ')}`] : [];
    });
    expect(left).toEqual([]);
  });

  it('covers the own strings', () => {
    const en = english(appTranslationRef);
    const zh: Record<string, string> = appZh;
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    const left = Object.entries(zh).flatMap(([key, text]) => {
      const words = leftover(text);
      return words ? [`${key}: ${words.join(' ')}`] : [];
    });
    expect(left).toEqual([]);
    for (const key of Object.keys(en)) {
      expect([key, placeholders(zh[key])]).toEqual([
        key,
        placeholders(en[key]),
      ]);
    }
  });

  it('is written with full-width punctuation', () => {
    const texts = [
      ...Object.entries(appZh),
      ...cases.flatMap(([id]) => Object.entries(chinese(id))),
    ];
    const half = texts.filter(([, text]) =>
      /[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/.test(text),
    );
    expect(half).toEqual([]);
  });
});
