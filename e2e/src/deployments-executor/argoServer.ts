import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KubeError, KubeWriter } from '../clusters-collector/kubeWriter';
import {
  kubeBuilderAssets,
  KubeApiServer,
  startKubeApiServer,
} from '../harness/kubeApiServer';

/** Definitions of public projects, beside the repository; absent on most machines. */
const DEFINITIONS = resolve(__dirname, '../../../../shared/data/crds');
const FILES = ['applications', 'rollouts'].map(name =>
  join(DEFINITIONS, `${name}.argoproj.io.json`),
);
const ARGO = '/apis/argoproj.io/v1alpha1';

/** Namespace of the Applications. */
export const ARGO_NAMESPACE = 'argocd';
/** Namespace of the services. */
export const NAMESPACE = 'shop';

/** Why no API server with Argo's own definitions can be started here. */
export function missingArgo(): string | undefined {
  const assets = kubeBuilderAssets();
  if ('missing' in assets) {
    return assets.missing;
  }
  const absent = FILES.filter(file => !existsSync(file));
  return absent.length > 0 ? `${absent.join(', ')} is absent` : undefined;
}

/** An API server that serves Applications and Rollouts by the definitions of the real projects. */
export interface ArgoServer {
  server: KubeApiServer;
  writer: KubeWriter;
  stop(): Promise<void>;
}

/** Starts one, with both namespaces. */
export async function startArgoServer(): Promise<ArgoServer> {
  const server = await startKubeApiServer();
  const writer = new KubeWriter(server);
  for (const file of FILES) {
    await writer.create(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      JSON.parse(readFileSync(file, 'utf8')),
    );
  }
  for (const name of [ARGO_NAMESPACE, NAMESPACE]) {
    await writer.create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
  await served(writer, applicationPath());
  await served(writer, rolloutPath());
  return {
    server,
    writer,
    stop: async () => {
      writer.close();
      await server.stop();
    },
  };
}

/** Path of an Application, or of all. */
export function applicationPath(name?: string): string {
  const all = `${ARGO}/namespaces/${ARGO_NAMESPACE}/applications`;
  return name ? `${all}/${name}` : all;
}

/** Path of a Rollout, or of all. */
export function rolloutPath(name?: string): string {
  const all = `${ARGO}/namespaces/${NAMESPACE}/rollouts`;
  return name ? `${all}/${name}` : all;
}

/** A definition is served a moment after it was made. */
async function served(writer: KubeWriter, path: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await writer.list(path);
      return;
    } catch (error) {
      if (!(error instanceof KubeError) || attempt === 100) {
        throw error;
      }
      await new Promise(done => {
        setTimeout(done, 100);
      });
    }
  }
}
