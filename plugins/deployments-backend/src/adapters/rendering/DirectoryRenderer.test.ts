import { DirectoryRenderer } from './DirectoryRenderer';

const PLACE = { service: 'textloom-api', environment: 'staging' };
const NEW = `sha256:${'b'.repeat(64)}`;
const OLD = `sha256:${'a'.repeat(64)}`;
const API = 'registry.example.com:5000/textloom/api';

const DEPLOYMENT = `# Replicas follow the autoscaler.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: textloom-api
  annotations:
    image: ${API}:not-a-container
spec:
  template:
    spec:
      initContainers:
        - name: migrate
          image: ${API}:1.7.2
      containers:
        - name: api
          image: ${API}@${OLD} # by digest
          env:
            - { name: HTTP_TIMEOUT, value: "30s" }
        - name: proxy
          image: registry.example.com/proxy:2
---
apiVersion: v1
kind: Service
metadata: { name: textloom-api }
`;
const files = (content: string) => new Map([['e/deployment.yaml', content]]);
const renderer = new DirectoryRenderer();
const images = [{ repository: API, digest: NEW }];

describe('DirectoryRenderer', () => {
  it('puts the digest into each container of the image, and changes nothing else', async () => {
    const rendered = await renderer.render({
      place: PLACE,
      files: files(DEPLOYMENT),
      images,
    });
    expect(rendered.files.get('e/deployment.yaml')).toBe(
      DEPLOYMENT.replace(`${API}:1.7.2`, `${API}@${NEW}`).replace(OLD, NEW),
    );
    expect(rendered.manifests).toHaveLength(2);
    expect(rendered.manifests[0]).toMatchObject({
      metadata: { annotations: { image: `${API}:not-a-container` } },
      spec: {
        template: {
          spec: {
            initContainers: [{ image: `${API}@${NEW}` }],
            containers: [
              { image: `${API}@${NEW}` },
              { image: 'registry.example.com/proxy:2' },
            ],
          },
        },
      },
    });
  });

  it('gives the same again for what it gave', async () => {
    const once = await renderer.render({
      place: PLACE,
      files: files(DEPLOYMENT),
      images,
    });
    expect(
      await renderer.render({ place: PLACE, files: once.files, images }),
    ).toEqual(once);
  });

  it('leaves files as they are without images', async () => {
    const { files: same } = await renderer.render({
      place: PLACE,
      files: files(DEPLOYMENT),
    });
    expect(same).toEqual(files(DEPLOYMENT));
  });

  it.each([
    ['an image that runs nowhere', 'kind: A\napiVersion: v1\n', /no container/],
    ['what is not YAML', 'a: [1\nb: 2\n', /line \d+ is not YAML/],
    ['what is no object', '- 1\n', /apiVersion and kind/],
  ])('refuses %s', async (_, content, message) => {
    await expect(
      renderer.render({ place: PLACE, files: files(content), images }),
    ).rejects.toThrow(message);
  });

  it('refuses aliases that grow without end', async () => {
    const bomb = `apiVersion: v1\nkind: A\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    await expect(
      renderer.render({ place: PLACE, files: files(bomb) }),
    ).rejects.toThrow(/alias/i);
  });
});
