import { mockServices } from '@backstage/backend-test-utils';
import { createDocsSync } from './syncDocs';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'portal' },
};

function sync(body: string, status = 200) {
  const fetchMock = jest.fn<Promise<Response>, Parameters<typeof fetch>>(
    async () => new Response(body, { status }),
  );
  const build = createDocsSync({
    auth: mockServices.auth({ pluginId: 'techdocs' }),
    discovery: mockServices.discovery(),
    fetch: fetchMock,
  });
  return {
    fetchMock,
    result: build(entity, new AbortController().signal),
  };
}

const log = 'event: log\ndata: "event: error"\n\n';

describe('createDocsSync', () => {
  it('asks as the plugin itself and tells whether anything was built', async () => {
    const { fetchMock, result } = sync(
      `${log}event: finish\ndata: {"updated":true}\n\n`,
    );
    expect(await result).toBe(true);
    const [url, init] = fetchMock.mock.calls[0]!;
    expect(url).toMatch(/\/api\/techdocs\/sync\/default\/Component\/portal$/);
    expect(new Headers(init?.headers).get('authorization')).toMatch(
      /^Bearer .*service/,
    );
    expect(
      await sync('event: finish\ndata: {"updated":false}\n\n').result,
    ).toBe(false);
  });

  it.each([
    ['the words of TechDocs', `${log}event: error\ndata: "No docs"\n\n`, 200],
    ['a status', '{"error":{"name":"NotFoundError"}}', 404],
    ['an answer that breaks off', log, 200],
  ])('fails with %s', async (_, body, status) => {
    await expect(sync(body, status).result).rejects.toThrow(
      /No docs|404|without a result/,
    );
  });
});
