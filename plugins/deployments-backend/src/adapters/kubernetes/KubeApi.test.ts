import {
  KubeRequest,
  KubeResponse,
  Transport,
  TransportError,
} from '@textloom/backend-kit';
import { z } from 'zod';
import { KubeApi } from './KubeApi';

const NAMED = z.object({ metadata: z.object({ name: z.string() }) });
const named = (name: string) => ({ metadata: { name } });

type Answer = { status?: number; text?: string } | Error | 'silence';

/** Answers in order; the last one again and again. */
class FakeTransport implements Transport {
  readonly requests: KubeRequest[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  async request(request: KubeRequest): Promise<KubeResponse> {
    this.requests.push(request);
    const index = Math.min(this.requests.length, this.#answers.length) - 1;
    const answer = this.#answers[index];
    if (answer instanceof Error) {
      throw answer;
    }
    if (answer === 'silence') {
      return new Promise((_, reject) => {
        const { signal } = request;
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    }
    const { status = 200, text = '{}' } = answer;
    return { status, body: bytes(text) };
  }

  close(): void {}
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const json = (value: unknown): Answer => ({ text: JSON.stringify(value) });
const page = (names: string[], more?: string): Answer =>
  json({
    items: names.map(named),
    metadata: { ...(more && { continue: more }) },
  });
const apiOf = (...answers: Answer[]) => {
  const transport = new FakeTransport(...answers);
  const api = new KubeApi(transport, { ms: 100, bytes: 1_000 });
  return { api, transport };
};

describe('KubeApi', () => {
  it('lists all pages, and leaves out what has another form', async () => {
    const { api, transport } = apiOf(
      page(['a'], 'next'),
      json({ items: [named('b'), { metadata: {} }] }),
    );
    expect(await api.list('/pods', NAMED, 'app=api')).toEqual([
      named('a'),
      named('b'),
    ]);
    expect(transport.requests.map(({ query }) => query)).toEqual([
      { limit: '500', labelSelector: 'app=api' },
      { limit: '500', labelSelector: 'app=api', continue: 'next' },
    ]);
  });

  it('does not list for ever', async () => {
    const { api } = apiOf(page(['a'], 'again'));
    await expect(api.list('/pods', NAMED)).rejects.toMatchObject({
      problem: 'invalid',
    });
  });

  it('finds nothing where a kind is not served', async () => {
    const { api } = apiOf({ status: 404 });
    expect(await api.find('/rollouts/api', NAMED)).toBeUndefined();
    expect(await api.list('/rollouts', NAMED)).toEqual([]);
  });

  it.each<[string, Answer, string]>([
    ['401', { status: 401 }, 'denied'],
    ['403', { status: 403 }, 'denied'],
    ['404', { status: 404 }, 'not-found'],
    ['400', { status: 400 }, 'invalid'],
    ['429', { status: 429 }, 'unreachable'],
    ['500', { status: 500 }, 'unreachable'],
    ['a page', { text: '<html>' }, 'invalid'],
    ['another form', json({ metadata: { name: 5 } }), 'invalid'],
    ['too much', { text: `"${'x'.repeat(2_000)}"` }, 'invalid'],
    ['nothing in time', 'silence', 'unreachable'],
    [
      'no credential',
      new TransportError('unauthenticated', 'secret'),
      'denied',
    ],
    [
      'no connection',
      new TransportError('unreachable', 'ECONNREFUSED secret'),
      'unreachable',
    ],
    ['no HTTP', new TransportError('malformed', 'secret'), 'invalid'],
    ['anything else', new Error('secret'), 'unreachable'],
  ])('%s: problem', async (_, answer, problem) => {
    await expect(
      apiOf(answer).api.get('/pods/api', NAMED),
    ).rejects.toMatchObject({
      name: 'DeliveryError',
      problem,
      message: expect.not.stringContaining('secret'),
    });
  });

  it.each([409, 422])(
    'tells a refused precondition from a refused caller: %d',
    async status => {
      const { api } = apiOf({ status }, { status: 403 });
      const patch = () =>
        api.patch('/pods/api', [{ op: 'test', path: '/a', value: 1 }]);
      await expect(patch()).rejects.toMatchObject({
        name: 'PreconditionError',
      });
      await expect(patch()).rejects.toMatchObject({ problem: 'denied' });
    },
  );

  it('says in which form it patches', async () => {
    const { api, transport } = apiOf({});
    await api.patch('/a', [{ op: 'remove', path: '/b' }]);
    await api.merge('/a', { b: null });
    expect(transport.requests).toMatchObject([
      {
        method: 'PATCH',
        body: {
          type: 'application/json-patch+json',
          text: '[{"op":"remove","path":"/b"}]',
        },
      },
      {
        method: 'PATCH',
        body: { type: 'application/merge-patch+json', text: '{"b":null}' },
      },
    ]);
  });
});
