import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmittedService } from '../consistency/service';
import { helmManifests } from '../tools/helmRender';
import {
  RenderedTemplate,
  RenderRequest,
  renderTemplate,
} from './renderTemplate';
import { scratchFolder } from './scratch';

/** A rendered service with what its chart renders to, in a folder of its own. */
export interface RenderedService extends RenderedTemplate, EmittedService {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Renders a template of a service, and its chart with Helm 4 for each environment.
 * @throws when the scaffolder or Helm refuses
 */
export async function renderService(
  request: Omit<RenderRequest, 'folder'>,
): Promise<RenderedService> {
  const folder = await mkdtemp(join(scratchFolder(), 'textloom-service-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const rendered = await renderTemplate({ ...request, folder });
    const name = String(request.parameters.name);
    const manifests = await helmManifests({ folder, name, version: 4 });
    return { ...rendered, name, manifests, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
