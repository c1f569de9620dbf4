import { createHmac } from 'node:crypto';
import { GitHubWebhook } from './GitHubWebhook';

const SECRET = 'a secret that GitHub knows too';
const PUSH = Buffer.from(JSON.stringify({ ref: 'refs/heads/main' }));
const sign = (body: Buffer, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function setUp(secret: string | undefined = SECRET) {
  const seen = new Set<string>();
  const onPush = jest.fn();
  const webhook = new GitHubWebhook({
    secret,
    branch: 'main',
    firstDelivery: async id => !seen.has(id) && Boolean(seen.add(id)),
    onPush,
  });
  const receive = (over: object = {}, body = PUSH) =>
    webhook.receive({
      event: 'push',
      delivery: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      signature: sign(body),
      body,
      ...over,
    });
  return { receive, onPush };
}

describe('GitHubWebhook', () => {
  it('acts on a push to the branch once', async () => {
    const { receive, onPush } = setUp();
    await expect(receive()).resolves.toBe('acted');
    await expect(receive()).resolves.toBe('seen');
    expect(onPush).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['another branch', { ref: 'refs/heads/other' }, 'push'],
    ['another event', { ref: 'refs/heads/main' }, 'release'],
    ['a ping', { zen: 'Keep it logically awesome.' }, 'ping'],
    ['what is no object', null, 'push'],
  ])('ignores %s', async (_, payload, event) => {
    const { receive, onPush } = setUp();
    await expect(
      receive({ event }, Buffer.from(JSON.stringify(payload))),
    ).resolves.toBe('ignored');
    expect(onPush).not.toHaveBeenCalled();
  });

  it.each([
    ['no signature', undefined],
    ['a list of signatures', [sign(PUSH)]],
    ['the signature of other bytes', sign(Buffer.from('{}'))],
    ['the signature with another secret', sign(PUSH, 'guess')],
    ['half a signature', sign(PUSH).slice(0, 40)],
    ['SHA-1', `sha1=${'0'.repeat(40)}`],
  ])('refuses %s, and keeps nothing of it', async (_, signature) => {
    const { receive, onPush } = setUp();
    await expect(receive({ signature })).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
    expect(onPush).not.toHaveBeenCalled();
    await expect(receive()).resolves.toBe('acted');
  });

  it('refuses everything without a secret', async () => {
    const { receive } = setUp('');
    await expect(receive({ signature: sign(PUSH, '') })).rejects.toThrow(
      'Webhooks are not configured',
    );
  });

  it.each([
    ['no id', { delivery: undefined }, PUSH],
    ['an id that is none', { delivery: '../x' }, PUSH],
    ['no JSON', {}, Buffer.from('payload=%7B%7D')],
  ])('refuses a delivery with %s', async (_, over, body) => {
    await expect(setUp().receive(over, body)).rejects.toMatchObject({
      name: 'InputError',
    });
  });
});
