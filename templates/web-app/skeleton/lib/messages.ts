import type { Locale } from './locale';

const en = {
  welcome: 'It runs.',
  next: 'This page is app/[locale]/page.tsx; its texts are in lib/messages.ts.',
  language: 'Language',
  version: 'Version',
  notFound: 'There is no such page.',
  home: 'To the first page',
};

/** All that people read, in each language. A text that one language lacks is an error of types. */
const messages: Readonly<Record<Locale, typeof en>> = {
  en,
  zh: {
    welcome: '运行正常。',
    next: '本页面位于 app/[locale]/page.tsx，文字在 lib/messages.ts 中。',
    language: '语言',
    version: '版本',
    notFound: '页面不存在。',
    home: '返回首页',
  },
};

export function messagesOf(locale: Locale): typeof en {
  return locale === 'zh' ? messages.zh : messages.en;
}
