import { JsonObject, objectOf } from '../covering/json';
import { pairwiseAnswers } from '../covering/parameterSpace';
import { readTemplate } from '../tester/templateFolder';
import { objections, Settings } from './__testUtils__/harness';
import {
  LONG_NAME,
  PLATFORM_ENVIRONMENTS,
  platformFiles,
  PlatformFiles,
} from './planOf';
import { testsTerraform } from './terraform';

jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

const settingsOf = (files: PlatformFiles, environment: string): JsonObject =>
  objectOf(
    JSON.parse(
      files.get(
        `terraform/environments/${environment}/terraform.tfvars.json`,
      ) ?? '',
    ),
  );

ofTerraform('the variants of platform-aws', () => {
  const variants = pairwiseAnswers([...readTemplate('platform-aws').pages]);
  const rendered: PlatformFiles[] = [];

  beforeAll(async () => {
    for (const answers of variants) {
      rendered.push(await platformFiles(answers));
    }
  });

  it('differ in settings and prose, never in code', () => {
    const code = rendered.map(files =>
      [...files].filter(([path]) => /\.(?:tf|hcl|sh|tftpl)$/.test(path)),
    );
    expect(code[0].length).toBeGreaterThan(60);
    expect(new Set(code.map(one => JSON.stringify(one))).size).toBe(1);
  });

  it('have settings with the keys that were agreed on', () => {
    const keys = rendered.flatMap(files =>
      PLATFORM_ENVIRONMENTS.map(environment =>
        Object.keys(settingsOf(files, environment)).join(),
      ),
    );
    expect(new Set(keys)).toEqual(
      new Set([
        'platform,environment,region,backup_region,domain,owner,cost_center,alert_email,vpc_cidr,' +
          'kubernetes_version,node_groups,database,object_storage,elasticache,efs,cloudhsm,' +
          'nat_gateways,monthly_budget_usd,off_hours',
      ]),
    );
  });

  it('pass every validation, in each environment, beside the networks of the others', async () => {
    const cases: Record<string, Settings> = {};
    rendered.forEach((files, index) => {
      const all = PLATFORM_ENVIRONMENTS.map(name => settingsOf(files, name));
      all.forEach(settings => {
        const peers = all.filter(other => other !== settings);
        cases[`v${index}_${settings.environment}`] = {
          ...settings,
          peer_cidrs: peers.map(({ vpc_cidr: cidr }) => cidr),
        };
      });
    });
    const found = await objections(rendered[0], cases);
    expect(found.size).toBe(variants.length * 4);
    expect([...found].filter(([, messages]) => messages.length)).toEqual([]);
  });
});

/** Settings that nobody may have, and a part of what is said about them. */
const REFUSALS: readonly (readonly [
  what: string,
  environment: string,
  change: Settings,
  says: RegExp,
])[] = [
  [
    'overlaps_same',
    'prod',
    { peer_cidrs: ['10.40.0.0/16'] },
    /^10\.40\.0\.0\/16 overlaps with 10\.40\.0\.0\/16/,
  ],
  [
    'overlaps_wider',
    'prod',
    { peer_cidrs: ['10.99.0.0/16', '10.32.0.0/11'] },
    /overlaps with 10\.32\.0\.0\/11:/,
  ],
  [
    'overlaps_narrower',
    'prod',
    { peer_cidrs: ['10.40.255.128/25'] },
    /overlaps with 10\.40\.255\.128\/25/,
  ],
  [
    'overlaps_services',
    'prod',
    { vpc_cidr: '172.20.0.0/16' },
    /overlaps with 172\.20\.0\.0\/16/,
  ],
  [
    'no_network',
    'prod',
    { vpc_cidr: '10.40.0.0/33' },
    /is no \/16 of the private addresses/,
  ],
  [
    'public_network',
    'prod',
    { vpc_cidr: '8.8.0.0/16' },
    /is no \/16 of the private addresses/,
  ],
  [
    'small_network',
    'prod',
    { vpc_cidr: '10.40.0.0/20' },
    /is no \/16 of the private addresses/,
  ],
  [
    'unknown_region',
    'prod',
    { region: 'mars-north-1' },
    /mars-north-1 is no region/,
  ],
  [
    'same_region',
    'prod',
    { backup_region: 'ap-southeast-1' },
    /another region than ap-southeast-1/,
  ],
  [
    'long_name',
    'prod',
    { platform: 'a'.repeat(21) },
    /3 to 20 lower-case letters/,
  ],
  [
    'reserved_name',
    'prod',
    { platform: 'internal' },
    /must not begin with internal-/,
  ],
  ['old_kubernetes', 'prod', { kubernetes_version: '1.27' }, /at least 1\.28/],
  ['no_kubernetes', 'prod', { kubernetes_version: 'latest' }, /at least 1\.28/],
  [
    'unknown_database',
    'prod',
    { database: { instance_class: 'db.r5.3xlarge' } },
    /db\.r5\.3xlarge/,
  ],
  ['single_zone', 'prod', { database: { multi_az: false } }, /in two zones/],
  ['few_backups', 'prod', { database: { backup_days: 6 } }, /for a week/],
  [
    'old_postgresql',
    'prod',
    { database: { engine_version: '13' } },
    /at least 14/,
  ],
  [
    'unknown_cache',
    'prod',
    { elasticache: { node_type: 'cache.x1.huge' } },
    /cache\.x1\.huge is no cache node/,
  ],
  [
    'unknown_type',
    'prod',
    { node_groups: { compute: { instance_type: 'c5.3xlarge' } } },
    /c5\.3xlarge \(compute\)/,
  ],
  [
    'arm_type',
    'prod',
    { node_groups: { compute: { instance_type: 'c7g.2xlarge' } } },
    /nodes are x86/,
  ],
  [
    'spot_in_prod',
    'prod',
    { node_groups: { worker: { capacity_type: 'SPOT' } } },
    /for dev and test/,
  ],
  [
    'spot_system',
    'dev',
    { node_groups: { system: { capacity_type: 'SPOT' } } },
    /has to be ON_DEMAND/,
  ],
  [
    'above_maximum',
    'dev',
    { node_groups: { worker: { desired: 9 } } },
    /min ≤ desired ≤ max: worker/,
  ],
  [
    'off_hours_in_prod',
    'prod',
    { off_hours: { enabled: true } },
    /Only dev and test/,
  ],
  ['few_gateways', 'prod', { nat_gateways: 2 }, /each zone has a NAT gateway/],
  ['no_email', 'prod', { alert_email: 'nobody' }, /no e-mail address/],
  ['no_domain', 'prod', { domain: 'TextLoom' }, /no domain name/],
];

ofTerraform('settings that nobody may have', () => {
  const found = new Map<string, string[]>();

  beforeAll(async () => {
    const files = await platformFiles(LONG_NAME);
    const cases = Object.fromEntries(
      REFUSALS.map(([what, environment, change]) => [
        what,
        merged(settingsOf(files, environment), change),
      ]),
    );
    for (const [what, messages] of await objections(files, cases)) {
      found.set(what, messages);
    }
  });

  it.each(REFUSALS)('are refused: %s', (what, _environment, _change, says) => {
    expect(found.get(what)).toEqual([expect.stringMatching(says)]);
  });
});

/** Settings with some of them changed, also deep inside. */
function merged(settings: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries({ ...settings, ...change }).map(([key, value]) => {
      const before = settings[key];
      const both =
        typeof before === 'object' &&
        typeof value === 'object' &&
        !Array.isArray(value);
      return [key, both ? merged(objectOf(before), objectOf(value)) : value];
    }),
  );
}
