import { ScenarioGroup } from '../scenarios/manager';
import { Language } from './language';

/** What the control page says besides the scenarios' own texts. */
export interface PageTexts {
  title: string;
  intro: string;
  portal: string;
  otherLanguage: string;
  cluster: string;
  start: string;
  stop: string;
  lookAt: string;
  since: string;
  kubeconfig: string;
  failed: string;
  repositories: string;
  noRepositories: string;
  groups: Record<ScenarioGroup, string>;
}

/** Texts by language. */
export const TEXTS: Record<Language, PageTexts> = {
  en: {
    title: 'TextLoom sandbox',
    intro:
      'Two small clusters that speak the Kubernetes API. Start a disturbance here and watch the portal see it.',
    portal: 'Open the portal',
    otherLanguage: '中文',
    cluster: 'Cluster',
    start: 'Start',
    stop: 'Stop',
    lookAt: 'Where to look',
    since: 'running since',
    kubeconfig: 'Use kubectl: download the kubeconfig',
    failed: 'The sandbox did not do it:',
    repositories: 'Repositories of new services',
    noRepositories:
      'None yet. A service that is created from a template appears here.',
    groups: {
      nodes: 'Nodes',
      scaling: 'Scaling',
      workloads: 'Workloads',
      services: 'Services and data',
      releases: 'Releases',
      backups: 'Backups',
      costs: 'Costs',
    },
  },
  zh: {
    title: 'TextLoom 沙盒',
    intro:
      '两个小集群，提供 Kubernetes API。在此触发一次扰动，看门户如何发现它。',
    portal: '打开门户',
    otherLanguage: 'English',
    cluster: '集群',
    start: '开始',
    stop: '停止',
    lookAt: '在哪里看',
    since: '开始于',
    kubeconfig: '使用 kubectl：下载 kubeconfig',
    failed: '沙盒未能执行：',
    repositories: '新服务的代码仓库',
    noRepositories: '还没有。用模板新建的服务会出现在这里。',
    groups: {
      nodes: '节点',
      scaling: '伸缩',
      workloads: '工作负载',
      services: '服务与数据',
      releases: '发布',
      backups: '备份',
      costs: '费用',
    },
  },
};
