import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { CreateCommitOnBranchInput } from '@octokit/graphql-schema';
import { transformOas3Operations } from '@stoplight/http-spec/oas3';
import { createServer as createPrism } from '@stoplight/prism-http-server';
import { buildSchema, graphql } from 'graphql';

/** A request that did not fit GitHub's own description. */
export interface Violation {
  request: string;
  message: string;
}

/** GitHub as its own descriptions have it: REST by OpenAPI, GraphQL by its schema. */
export interface DescribedGitHub {
  url: string;
  /** Each request as `METHOD /path`, in order. */
  requests: { request: string; body: unknown }[];
  violations: Violation[];
  /** Head of the branch, for `createCommitOnBranch`. */
  branch: { head: string };
  close(): Promise<void>;
}

/** The package is for ES modules only; its schema is a plain file beside the other package of Octokit. */
const GRAPHQL = join(
  dirname(require.resolve('@octokit/openapi/package.json')),
  '../graphql-schema/schema.graphql',
);

/** Which of GitHub's examples answers when a tree is asked for with all below it. */
const RECURSIVE = {
  prefer: 'example=response-recursively-retrieving-a-tree',
};

type Description = { paths: Record<string, unknown> };

/**
 * Serves the operations of `paths` with the examples of GitHub's OpenAPI description, which Prism also checks
 * requests against, and GraphQL against GitHub's schema.
 */
export async function startDescribedGitHub(
  paths: readonly string[],
): Promise<DescribedGitHub> {
  const description: Description = JSON.parse(
    readFileSync(
      require.resolve('@octokit/openapi/generated/api.github.com.deref.json'),
      'utf8',
    ),
  );
  const wanted = Object.fromEntries(
    paths.map(path => {
      if (!description.paths[path]) {
        throw new Error(`GitHub describes no ${path}`);
      }
      return [path, description.paths[path]];
    }),
  );
  const violations: Violation[] = [];
  const requests: DescribedGitHub['requests'] = [];
  const branch = { head: 'a'.repeat(40) };
  const prism = createPrism(
    transformOas3Operations({ ...description, paths: wanted, servers: [] }),
    {
      cors: false,
      config: {
        isProxy: false,
        checkSecurity: false,
        validateRequest: true,
        validateResponse: true,
        errors: true,
        mock: { dynamic: false },
        upstreamProxy: undefined,
      },
      components: { logger: silent() },
    },
  );
  const prismUrl = await prism.listen(0, '127.0.0.1');
  // GitHub's own schema says a few fields twice.
  const schema = buildSchema(readFileSync(GRAPHQL, 'utf8'), {
    assumeValid: true,
    assumeValidSDL: true,
  });

  const front = createHttpServer(async (request, response) => {
    const name = `${request.method} ${request.url}`;
    const text = await textOf(request);
    requests.push({ request: name, body: text && JSON.parse(text) });
    if (request.url === '/graphql') {
      const { query, variables } = JSON.parse(text);
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        rootValue: { createCommitOnBranch: (args: Args) => move(branch, args) },
      });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
      return;
    }
    const answer = await fetch(`${prismUrl}${request.url}`, {
      method: request.method,
      headers: {
        'content-type': 'application/json',
        ...(request.url?.includes('recursive=') ? RECURSIVE : {}),
      },
      body: text || undefined,
    });
    const body = await answer.text();
    if (answer.status >= 400) {
      violations.push({ request: name, message: body });
    }
    response.statusCode = answer.status;
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    requests,
    violations,
    branch,
    close: async () => {
      await prism.close();
      await new Promise(resolve => front.close(resolve));
    },
  };
}

type Args = { input: CreateCommitOnBranchInput };

/** What GitHub promises of the mutation: it moves the branch only from the commit that the caller names. */
function move(branch: { head: string }, { input }: Args) {
  if (input.expectedHeadOid !== branch.head) {
    throw new Error(
      `Expected branch to point to "${input.expectedHeadOid}" but it did not.`,
    );
  }
  return { commit: { oid: 'c'.repeat(40) } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function silent() {
  const say = () => {};
  const logger = {
    info: say,
    warn: say,
    error: say,
    debug: say,
    trace: say,
    fatal: say,
    success: say,
    child: () => logger,
  };
  return logger as never;
}
