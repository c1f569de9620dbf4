import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

/** A silence as Alertmanager's API v2 keeps it. */
interface Silence {
  id: string;
  status: { state: 'active' | 'expired' };
  matchers: object[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

/** An Alertmanager in this process: the part of its API v2 that concerns silences. */
export interface FakeAlertmanager {
  url: string;
  token: string;
  silences(): readonly Silence[];
  close(): Promise<void>;
}

type Answer = [status: number, body?: unknown];

/** Starts it on a free loopback port. It takes only what Alertmanager takes. */
export async function startFakeAlertmanager(): Promise<FakeAlertmanager> {
  const token = 'alertmanager-token';
  const silences: Silence[] = [];

  const create = (body: Partial<Silence>): Answer => {
    const { matchers, startsAt, endsAt, createdBy, comment } = body;
    if (!matchers?.length || !startsAt || !endsAt || !createdBy || !comment) {
      return [400, 'invalid silence'];
    }
    const id = `00000000-0000-4000-8000-${`${silences.length}`.padStart(
      12,
      '0',
    )}`;
    silences.push({
      id,
      status: { state: 'active' },
      matchers,
      startsAt,
      endsAt,
      createdBy,
      comment,
    });
    return [200, { silenceID: id }];
  };
  const expire = (id: string | undefined): Answer => {
    const silence = silences.find(item => item.id === id);
    if (!silence) {
      return [404];
    }
    silence.status.state = 'expired';
    return [200];
  };
  const answerOf = (
    method: string,
    path: string,
    body: Partial<Silence>,
  ): Answer => {
    switch (`${method} ${path.replace(/silence\/.*/, 'silence/ID')}`) {
      case 'GET /api/v2/alerts':
        return [200, []];
      case 'GET /api/v2/silences':
        return [200, silences];
      case 'POST /api/v2/silences':
        return create(body);
      case 'DELETE /api/v2/silence/ID':
        return expire(path.split('/').pop());
      default:
        return [404];
    }
  };

  const server = createServer(async (req, res) => {
    const body = await readJson(req);
    const known = req.headers.authorization === `Bearer ${token}`;
    const { pathname } = new URL(req.url ?? '', 'http://alertmanager');
    const [status, answer] = known
      ? answerOf(req.method ?? '', pathname, body)
      : [401];
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(answer === undefined ? undefined : JSON.stringify(answer));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    silences: () => silences,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readJson(req: IncomingMessage): Promise<Partial<Silence>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : {};
}
