import { AddressInfo } from 'node:net';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import goldenPaths from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import { JsonObject } from '../covering/json';
import { scratchFolder } from './scratch';
import { TEMPLATES } from './templateFolder';

/** The forge of samples; a real one is known to the portal in the same way. */
export const FORGE = 'forge.example.com';

/** A file as the scaffolder's API carries it. */
export interface SerializedFile {
  readonly path: string;
  readonly base64Content: string;
  readonly executable?: boolean;
}

/** What a dry run made. */
export interface DryRun {
  readonly directoryContents: readonly SerializedFile[];
  readonly output: JsonObject;
  readonly log: readonly { readonly body: { readonly message?: string } }[];
}

/** The scaffolder refused answers or failed at a step. */
export class DryRunError extends Error {
  constructor(readonly status: number, readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'DryRunError';
  }
}

/** An action as the scaffolder lists it. */
export interface KnownAction {
  readonly id: string;
  readonly schema?: { readonly output?: JsonObject };
}

/** The real scaffolder with the real actions, in this process. */
export interface ScaffolderHarness {
  /** @throws DryRunError with the faults of the answers or of the step */
  dryRun(request: {
    readonly template: JsonObject;
    readonly values: JsonObject;
    readonly directoryContents: readonly SerializedFile[];
  }): Promise<DryRun>;
  actions(): Promise<readonly KnownAction[]>;
}

/** Starts the scaffolder; it stops with the test suite that started it. */
export async function startScaffolder(
  templates = TEMPLATES,
): Promise<ScaffolderHarness> {
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      goldenPaths,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://127.0.0.1' },
          backend: {
            baseUrl: 'http://127.0.0.1',
            workingDirectory: scratchFolder(),
          },
          // Without it an address there cannot be read, and the runner passes raw text on.
          integrations: { gitea: [{ host: FORGE }] },
          goldenPaths: { templates, forge: { host: FORGE, token: 'unused' } },
        },
      }),
    ],
  });
  const { port } = server.address() as AddressInfo;
  const call = async (path: string, body?: JsonObject) => {
    const response = await fetch(
      `http://127.0.0.1:${port}/api/scaffolder/${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    const answer = await response.json();
    if (!response.ok) {
      throw new DryRunError(response.status, faultsOf(answer));
    }
    return answer;
  };
  return {
    dryRun: ({ template, values, directoryContents }) =>
      call('v2/dry-run', {
        template,
        values,
        secrets: {},
        directoryContents: directoryContents.map(file => ({ ...file })),
      } as JsonObject),
    actions: () => call('v2/actions'),
  };
}

function faultsOf(answer: {
  errors?: readonly { stack?: string; message?: string }[];
  error?: { message?: string };
}): string[] {
  if (answer.errors) {
    return answer.errors.map(({ stack, message }) => String(stack ?? message));
  }
  return [String(answer.error?.message ?? JSON.stringify(answer))];
}
