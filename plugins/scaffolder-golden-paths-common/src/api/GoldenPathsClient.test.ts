import { GoldenPathsClient } from './GoldenPathsClient';

const REQUEST = { templateRef: 'template:default/shop', values: { a: 1 } };

function answering(status: number, body: object) {
  const asked: [string, RequestInit | undefined][] = [];
  const client = new GoldenPathsClient({
    fetchApi: {
      fetch: async (url, init) => {
        asked.push([String(url), init]);
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, asked };
}

it('asks the scaffolder', async () => {
  const empty = { files: [], findings: [], log: [] };
  const { client, asked } = answering(200, empty);
  await expect(client.preview(REQUEST)).resolves.toEqual(empty);
  expect(asked).toMatchObject([
    [
      'plugin://scaffolder/golden-paths/preview',
      { method: 'POST', body: JSON.stringify(REQUEST) },
    ],
  ]);
});

it('throws what the server says', async () => {
  const { client } = answering(404, {
    error: { name: 'NotFoundError', message: 'There is no template' },
    response: { statusCode: 404 },
  });
  await expect(client.preview(REQUEST)).rejects.toMatchObject({
    statusCode: 404,
  });
});

it('believes no answer of another form', async () => {
  const { client } = answering(200, { files: 'none' });
  await expect(client.preview(REQUEST)).rejects.toThrow();
});
