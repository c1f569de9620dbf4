import { Language } from '../control/language';

/** What the pages of the forge say. */
export interface ForgeTexts {
  title: string;
  intro: string;
  sandbox: string;
  none: string;
  clone: string;
  empty: string;
  files: string;
  folder: string;
  file: string;
  branches: string;
  newest: string;
  binary: string;
  notFound: string;
  otherLanguage: string;
}

/** Texts by language. */
export const FORGE_TEXTS: Record<Language, ForgeTexts> = {
  en: {
    title: 'Repositories',
    intro:
      'The Git forge of the sandbox: where new services are, and what CI builds from.',
    sandbox: 'Sandbox',
    none: 'There is none yet. A new service from a template appears here.',
    clone: 'Clone',
    empty: 'Nothing has been pushed yet.',
    files: 'Files',
    folder: 'folder',
    file: 'file',
    branches: 'Branches',
    newest: 'Newest commit',
    binary: 'This file is not text, or too large to show.',
    notFound: 'There is nothing here',
    otherLanguage: '中文',
  },
  zh: {
    title: '代码仓库',
    intro: '沙盒的 Git 托管：新服务的代码在这里，CI 由此构建。',
    sandbox: '沙盒',
    none: '还没有仓库。用模板新建的服务会出现在这里。',
    clone: '克隆',
    empty: '还没有推送任何内容。',
    files: '文件',
    folder: '目录',
    file: '文件',
    branches: '分支',
    newest: '最新提交',
    binary: '此文件不是文本，或太大而无法显示。',
    notFound: '这里什么也没有',
    otherLanguage: 'English',
  },
};
