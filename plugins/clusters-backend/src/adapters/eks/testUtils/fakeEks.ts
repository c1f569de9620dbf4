import {
  DescribeAddon$,
  DescribeCluster$,
  DescribeNodegroup$,
  ListAddons$,
  ListInsights$,
  ListNodegroups$,
} from '@aws-sdk/client-eks';
import { IncomingMessage } from 'node:http';
import {
  startHttpServer,
  TestHttpServer,
} from '../../kubernetes/testUtils/httpServer';
import { everyMember, httpOf, outputOf } from './fromSchema';

const OPERATIONS = {
  DescribeCluster: DescribeCluster$,
  ListNodegroups: ListNodegroups$,
  DescribeNodegroup: DescribeNodegroup$,
  ListAddons: ListAddons$,
  DescribeAddon: DescribeAddon$,
  ListInsights: ListInsights$,
};

/** Lists have one page unless a test says otherwise. */
const ONE_PAGE = {
  'ListNodegroupsResponse.nextToken': undefined,
  'ListAddonsResponse.nextToken': undefined,
  'ListInsightsResponse.nextToken': undefined,
};

/** An operation of EKS that is used. */
type Operation = keyof typeof OPERATIONS;

/** A request as it came over the wire. */
export interface SeenRequest {
  operation: Operation;
  /** Values of the path's parameters. */
  parameters: string[];
  query: Record<string, string>;
  body: Record<string, unknown>;
  authorization: string;
}

/** What to answer instead of everything. */
export interface FakeAnswer {
  status?: number;
  /** AWS's word for the error. */
  error?: string;
  body?: unknown;
  /** As it is, whatever it is, in place of a body. */
  text?: string;
  /** Not at all. */
  hang?: boolean;
  /** The connection breaks amid the answer. */
  cut?: boolean;
}

/** A server on loopback that knows EKS by the SDK's model. */
export interface FakeEks extends TestHttpServer {
  seen: SeenRequest[];
  /** Most requests that were ever under way at once. */
  most(): number;
}

async function bodyOf(request: IncomingMessage): Promise<SeenRequest['body']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

/** Which operation a request is, by method and path of the model; the longest path that fits. */
function operationOf(method: string, path: string) {
  const fitting = Object.entries(OPERATIONS).flatMap(([name, schema]) => {
    const http = httpOf(schema);
    const found = http.method === method && http.path.exec(path);
    return found ? [{ operation: name as Operation, found }] : [];
  });
  return fitting[0];
}

/** Starts it; what `answer` leaves open is answered with every member of the model. */
export async function startFakeEks(
  answer: (seen: SeenRequest) => FakeAnswer | undefined,
): Promise<FakeEks> {
  const seen: SeenRequest[] = [];
  let now = 0;
  let most = 0;
  const server = await startHttpServer(async (request, response) => {
    now++;
    most = Math.max(most, now);
    response.on('close', () => now--);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://eks');
    const which = operationOf(request.method ?? '', pathname);
    const asked = which && {
      operation: which.operation,
      parameters: which.found.slice(1).map(decodeURIComponent),
      query: Object.fromEntries(searchParams),
      body: await bodyOf(request),
      authorization: request.headers.authorization ?? '',
    };
    if (asked) {
      seen.push(asked);
    }
    const {
      status = 200,
      error,
      body,
      text,
      hang,
      cut,
    } = asked
      ? answer(asked) ?? {}
      : { status: 404, error: 'UnknownOperationException' };
    if (hang) {
      return;
    }
    // Long enough for others to be under way as well.
    await new Promise(resolve => setTimeout(resolve, 5));
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(error && { 'x-amzn-errortype': error }),
    });
    if (cut) {
      response.write('{');
      setTimeout(() => response.destroy(), 5);
      return;
    }
    const schema = asked && outputOf(OPERATIONS[asked.operation]);
    const whole = schema && everyMember(schema, ONE_PAGE);
    const json = body ?? (error ? { message: error } : whole);
    response.end(text ?? JSON.stringify(json));
  });
  return { ...server, seen, most: () => most };
}
