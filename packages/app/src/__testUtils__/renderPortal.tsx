import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  FrontendFeature,
} from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { ConfigReader } from '@backstage/core-app-api';
import { render, RenderResult } from '@testing-library/react';
import { features } from '../features';

/** A request that the fake server saw. */
export interface Seen {
  path: string;
  role?: string;
}

/**
 * Answers of the fake server by path: a body, a status of an error, or what
 * gives one of them for a role.
 */
export type Answers = Record<
  string,
  object | number | ((role: string) => object | number)
>;

const token = (payload: object) =>
  `e30.${btoa(JSON.stringify(payload)).replace(/=+$/, '')}.x`;

/** What the sandbox answers to a sign-in. */
export function session(role: string) {
  const userEntityRef = `user:default/${role}`;
  return {
    profile: {},
    backstageIdentity: {
      token: token({ sub: userEntityRef, exp: 4_102_444_800 }),
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

function answer(value: object | number): Response {
  const status = typeof value === 'number' ? value : 200;
  const body =
    typeof value === 'number'
      ? { error: { name: 'Error', message: `status ${value}` } }
      : value;
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/** The framework's permission client brings a `fetch` of its own, so the API is replaced. */
function permissions(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  return createFrontendModule({
    pluginId: 'app',
    extensions: [
      ApiBlueprint.make({
        name: 'permission',
        params: define =>
          define({
            api: permissionApiRef,
            deps: {},
            factory: () => ({ authorize: async () => ({ result }) }),
          }),
      }),
    ],
  });
}

/** Renders the portal's modules with some plugins against a fake server. */
export function renderPortal(options: {
  plugins?: FrontendFeature[];
  /** More keys below `app`. */
  app?: object;
  answers?: Answers;
  /** What every permission check answers; ALLOW when absent. */
  permission?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}): RenderResult & { seen: Seen[] } {
  const seen: Seen[] = [];
  const answers = options.answers ?? {};
  const respond = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname;
    const role = request.headers.get('x-sandbox-role') ?? undefined;
    seen.push({ path, role });
    const match = Object.keys(answers).find(key => path.startsWith(key));
    if (!match) return answer(404);
    const value = answers[match];
    return answer(typeof value === 'function' ? value(role ?? '') : value);
  };
  global.fetch = respond;
  const data = {
    app: {
      title: 'TextLoom Portal',
      baseUrl: 'http://localhost',
      sandbox: { controlUrl: 'http://127.0.0.1:7008' },
      extensions: [
        { 'page:home': { config: { path: '/' } } },
        {
          'api:app/app-language': {
            config: { defaultLanguage: 'en', availableLanguages: ['en', 'zh'] },
          },
        },
      ],
      ...options.app,
    },
    backend: { baseUrl: 'http://localhost' },
  };
  const app = createApp({
    features: [
      ...(options.plugins ?? []),
      ...features,
      permissions(options.permission ?? AuthorizeResult.ALLOW),
    ],
    advanced: {
      configLoader: async () => ({
        config: ConfigReader.fromConfigs([{ context: 'test', data }]),
      }),
    },
  });
  return { ...render(app.createRoot()), seen };
}
