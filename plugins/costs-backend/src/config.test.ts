import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readCostsConfig } from './config';
import { parseAllocation, readAllocationFile } from './settings/readAllocation';

const read = (costs?: object) =>
  readCostsConfig(new ConfigReader(costs ? ({ costs } as never) : {}));

const CONTRACT = {
  id: 'slack',
  vendor: 'Slack',
  service: 'Slack Business+',
  owner: 'group:default/sre',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  currency: 'USD',
  committed: 12000,
};

describe('readCostsConfig', () => {
  it('has defaults for everything', () => {
    expect(read()).toMatchObject({
      sources: [],
      dataDirectory: resolve('costs-data'),
      contracts: [],
      anomalies: { floor: 10n * 10n ** 12n, share: 0.1 },
      closeAfterDays: 10,
      distribution: { weights: {} },
      nonProduction: ['dev', 'test', 'staging'],
      financeGroup: 'group:default/finance',
      platformGroup: 'group:default/sre',
      allocation: { rules: [], method: 'opencost-1' },
    });
    expect(read()).not.toHaveProperty('usage');
  });

  it('reads everything', () => {
    const settings = read({
      currency: 'USD',
      sources: [
        { id: 'aws', title: 'AWS', kind: 'folder', path: '/bills/aws' },
        {
          id: 'bucket',
          kind: 's3',
          bucket: 'bills',
          prefix: 'exports',
          region: 'eu-west-1',
          lagDays: '2',
        },
      ],
      usage: { path: '/bills' },
      units: {
        path: '/bills/units',
        definitions: [
          {
            id: 'video',
            title: 'Video',
            metric: 'videos',
            components: ['component:default/textloom-worker'],
          },
        ],
      },
      changes: { path: '/bills/changes' },
      contracts: [CONTRACT],
      anomalies: { floor: '2.5', share: 0.2 },
    });
    expect(settings).toMatchObject({
      sources: [
        { id: 'aws', title: 'AWS', path: '/bills/aws', lagDays: 1 },
        { id: 'bucket', title: 'bucket', lagDays: 2, thirdParty: false },
      ],
      usage: { path: '/bills' },
      changes: { path: '/bills/changes' },
      units: { definitions: [{ per: 1, environments: [] }] },
      contracts: [{ committed: '12000', noticeDays: 30, alternatives: [] }],
      anomalies: { floor: 2_500_000_000_000n },
    });
  });

  it('leaves out what has no address, as without a sandbox', () => {
    const settings = read({
      sources: [
        { id: 'aws', kind: 'folder' },
        { id: 'bucket', kind: 's3', region: 'eu-west-1' },
      ],
      usage: {},
      units: { definitions: [] },
      changes: null,
    });
    expect(settings.sources).toEqual([]);
    expect(settings).not.toHaveProperty('usage');
    expect(settings).not.toHaveProperty('units');
    expect(settings).not.toHaveProperty('changes');
  });

  it.each<[object, RegExp]>([
    [{ curency: 'USD' }, /costs: .*curency/],
    [{ currency: 'usd' }, /costs\.currency: must be an ISO 4217 code/],
    [{ sources: [{ id: 'AWS', kind: 'folder' }] }, /costs\.sources\.0\.id/],
    [{ sources: [{ id: 'a', kind: 'azure' }] }, /costs\.sources\.0\.kind/],
    [
      {
        sources: [
          { id: 'a', kind: 'folder' },
          { id: 'a', kind: 's3' },
        ],
      },
      /costs\.sources\.1\.id: a is named twice/,
    ],
    [
      { contracts: [{ ...CONTRACT, endsOn: '2025-12-31' }] },
      /costs\.contracts\.0\.endsOn: must be after startsOn/,
    ],
    [
      { contracts: [{ ...CONTRACT, startsOn: '2026-02-30' }] },
      /costs\.contracts\.0\.startsOn: must be a day of the calendar/,
    ],
    [
      { contracts: [{ ...CONTRACT, owner: 'sre' }] },
      /costs\.contracts\.0\.owner: must be a full entity reference/,
    ],
    [{ anomalies: { share: 2 } }, /costs\.anomalies\.share/],
    [{ allocation: { file: '/nowhere/costs.yaml' } }, /cannot be read/],
    [
      { allocation: { rules: [{ id: 'all', match: {}, layer: 'shared' }] } },
      /costs\.allocation\.rules\.0\.match: must ask for something/,
    ],
    [
      { allocation: { rules: [{ id: 'x', match: { service: 'S' } }] } },
      /costs\.allocation\.rules\.0: must say whose the rows are/,
    ],
  ])('refuses %j', (costs, message) => {
    expect(() => read(costs)).toThrow(message);
  });
});

describe('the file of allocation rules', () => {
  it('of this repository is read', () => {
    const file = resolve(__dirname, '../../../policies/costs.yaml');
    const rules = readAllocationFile(file);
    expect(rules.tags.component).toEqual(['textloom:component']);
    expect(rules.version).toMatch(/^[0-9a-f]{12}$/);
    expect(rules.rules.map(({ id }) => id)).toContain('eks-control-plane');
  });

  it('has the version of its content, not of its words', () => {
    const one = parseAllocation('method: scad-9-1\nrules: []\n');
    const same = parseAllocation('# words\nrules: []\nmethod: "scad-9-1"\n');
    const other = parseAllocation('method: opencost-1\nrules: []\n');
    expect(one.rules?.version).toBe(same.rules?.version);
    expect(one.rules?.version).not.toBe(other.rules?.version);
  });

  it.each<[string, number, RegExp]>([
    [
      'rules:\n  - id: a\n    match: { servise: S }\n    layer: mesh\n',
      3,
      /servise/,
    ],
    ['method: opencost-2\n', 1, /method/],
    [
      'rules:\n  - id: a\n    match: { service: S }\n    layer: idel\n',
      4,
      /layer/,
    ],
    [
      'rules:\n  - id: a\n    match: { service: S }\n    layer: shared\n  - id: a\n    match: { service: T }\n    layer: mesh\n',
      5,
      /named twice/,
    ],
    [
      'rules:\n  - id: a\n    match: { service: S }\n    split:\n      key: custom\n      parts:\n        - component: component:default/a\n',
      7,
      /weight/,
    ],
    ['rules: [\n', 2, /./],
    ['a: &x [1]\nb: *x\n', 1, /./],
  ])('refuses %j with its line', (text, line, message) => {
    const { rules, problems } = parseAllocation(text);
    expect(rules).toBeUndefined();
    expect(problems[0].message).toMatch(message);
    expect(problems[0].line).toBe(line);
  });

  it('is refused with file and line when it is not what it must be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'costs-rules-'));
    const file = join(folder, 'costs.yaml');
    writeFileSync(file, 'tags:\n  componant: [a]\n');
    expect(() => readAllocationFile(file)).toThrow(/costs\.yaml:2 .*componant/);
    rmSync(folder, { recursive: true });
  });
});
