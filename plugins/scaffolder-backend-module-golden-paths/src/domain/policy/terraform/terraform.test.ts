import { Resource } from '@textloom/plugin-scaffolder-golden-paths-common';
import { IN_SETTINGS } from '../../../__testUtils__/brokenSettings';
import {
  IN_RESOURCES,
  IN_WRITTEN,
} from '../../../__testUtils__/brokenTerraform';
import { asFiles } from '../../../__testUtils__/good';
import { planFrom } from '../../../__testUtils__/planFrom';
import { GOOD_HCL, GOOD_TERRAFORM } from '../../../__testUtils__/terraform';
import { parseFiles } from '../../../service/parseFiles';
import { readTerraform } from '../../../service/readTerraform';
import { judge } from '../judge';
import { checkPlanned } from './checkTerraform';
import { readPlan } from './fromPlan';

const MODULE = 'terraform/modules/all/main.tf';

const written = async (text: string, path = MODULE) =>
  readTerraform(asFiles({ [path]: text }));

/** The resources with one text replaced. */
function changed(from: string, to: string): string {
  if (!GOOD_HCL.includes(from)) {
    throw new Error(`The resources have no ${from}`);
  }
  return GOOD_HCL.replace(from, () => to);
}

async function inCode(files: Readonly<Record<string, string>>) {
  const emitted = asFiles(files);
  const { estate, hits } = await readTerraform(emitted);
  return judge(
    {
      files: emitted,
      parsed: parseFiles(emitted),
      manifests: [],
      terraform: estate,
    },
    hits,
  );
}

async function planned(
  text: string,
  environment = 'prod',
): Promise<Resource[]> {
  const { estate } = await written(text);
  return readPlan(planFrom(estate.resources, environment)).resources;
}

const said = (found: { rule: string; subject?: string }[]) =>
  found.map(({ rule, subject }) => [rule, subject]);

it('finds nothing in a good platform, as code and as a plan', async () => {
  await expect(inCode(GOOD_TERRAFORM)).resolves.toEqual([]);
  expect(checkPlanned(await planned(GOOD_HCL))).toEqual([]);
  expect(await planned(GOOD_HCL)).not.toEqual([]);
});

it.each([...IN_RESOURCES, ...IN_WRITTEN])(
  '%s in code: without %j but %j',
  async (rule, from, to, subject) => {
    const text = changed(from, to);
    const found = await inCode({ ...GOOD_TERRAFORM, [MODULE]: text });
    expect(said(found)).toEqual([[rule, subject]]);
    // The line is that of the block or of something in it.
    const [{ file, line }] = found;
    expect(file).toBe(MODULE);
    const [type, name] = subject
      .split(',')[0]
      .replace(/^(?:data|provider)\./, '')
      .split('.');
    const lines = text.split('\n');
    const start = lines.findIndex(
      each =>
        each.includes(`"${type}"`) &&
        (each.startsWith('provider') || each.includes(`"${name}"`)),
    );
    const end = lines.indexOf('}', start);
    expect(line).toBeGreaterThan(start);
    expect(line).toBeLessThanOrEqual(end);
  },
);

it.each(IN_RESOURCES)(
  '%s in a plan: without %j but %j',
  async (rule, from, to, subject) => {
    const found = checkPlanned(await planned(changed(from, to)));
    expect(said(found)).toEqual([[rule, subject]]);
  },
);

it.each(IN_SETTINGS)(
  '%s in the settings of %s: %#',
  async (rule, environment, change, attribute, subject) => {
    const file = `terraform/environments/${environment}/terraform.tfvars.json`;
    const settings = JSON.parse(GOOD_TERRAFORM[file]);
    change(settings);
    const text = JSON.stringify(settings, null, 2);
    const found = await inCode({ ...GOOD_TERRAFORM, [file]: text });
    expect(said(found)).toEqual([[rule, subject]]);
    expect(found[0]).toMatchObject({
      file,
      line: text.split('\n').findIndex(line => line.includes(attribute)) + 1,
    });
  },
);

it('lets an expression decide nothing', async () => {
  const variable = GOOD_HCL.replace(
    /= (?:true|false|\d+|"[^"$]*")$/gm,
    '= var.it',
  );
  expect(said(await inCode({ [MODULE]: variable }))).toEqual([]);
});

it('takes what a block is generated from for known, and their number for unknown', async () => {
  const open = `resource "aws_security_group" "it" {
  dynamic "ingress" {
    for_each = var.ports
    content {
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
`;
  expect(said(await inCode({ [MODULE]: open }))).toEqual([
    ['ingress-open', 'aws_security_group.it, 22'],
  ]);
  const disks = `resource "aws_launch_template" "it" {
  dynamic "block_device_mappings" {
    for_each = var.disks
    content {
      device_name = block_device_mappings.value
    }
  }
  dynamic "metadata_options" {
    for_each = var.options
    content {}
  }
}
`;
  expect(said(await inCode({ [MODULE]: disks }))).toEqual([
    [
      'store-not-encrypted',
      'aws_launch_template.it, block_device_mappings.encrypted',
    ],
  ]);
});

it('holds rules of production where it is production, or may be', async () => {
  const spot = changed(
    'capacity_type   = "ON_DEMAND"',
    'capacity_type   = "SPOT"',
  );
  const short = changed(
    'backup_retention_period = 7',
    'backup_retention_period = 1',
  );
  for (const text of [spot, short]) {
    for (const [environment, count] of [
      ['dev', 0],
      ['prod', 1],
    ] as const) {
      const path = `terraform/environments/${environment}/main.tf`;
      expect(await inCode({ [path]: text })).toHaveLength(count);
      expect(checkPlanned(await planned(text, environment))).toHaveLength(
        count,
      );
    }
  }
  expect(checkPlanned(await planned(spot, 'staging'))).toHaveLength(1);
});

it('misses nothing where code from elsewhere may make it', async () => {
  const bare = 'resource "aws_vpc" "it" {\n  cidr_block = "10.0.0.0/16"\n}\n';
  const foreign = `${bare}module "logs" {\n  source = "example/logs/aws"\n}\n`;
  expect(said(await inCode({ [MODULE]: bare }))).toEqual([
    ['flow-logs-missing', 'aws_vpc.it'],
    ['trail-incomplete', 'aws_vpc.it'],
  ]);
  expect(said(await inCode({ [MODULE]: foreign }))).toEqual([]);
});

it('follows references of a plan through variables and outputs of modules', () => {
  const plan = {
    planned_values: {
      root_module: {
        child_modules: [
          {
            resources: [
              {
                address: 'module.store.aws_s3_bucket.it["a"]',
                type: 'aws_s3_bucket',
                mode: 'managed',
                values: {},
              },
            ],
          },
          {
            resources: [
              {
                address: 'module.guard.aws_s3_bucket_policy.it',
                type: 'aws_s3_bucket_policy',
                mode: 'managed',
                values: {},
              },
            ],
          },
        ],
      },
    },
    configuration: {
      root_module: {
        module_calls: {
          store: {
            module: {
              resources: [],
              outputs: {
                name: {
                  expression: {
                    references: [
                      'aws_s3_bucket.it["a"].id',
                      'aws_s3_bucket.it',
                    ],
                  },
                },
              },
            },
          },
          guard: {
            expressions: {
              bucket: { references: ['module.store.name', 'module.store'] },
            },
            module: {
              resources: [
                {
                  address: 'aws_s3_bucket_policy.it',
                  expressions: { bucket: { references: ['var.bucket'] } },
                },
              ],
            },
          },
        },
      },
    },
  };
  expect(
    readPlan(plan).resources.map(({ id, references }) => [id, references]),
  ).toEqual([
    ['module.store.aws_s3_bucket.it', {}],
    [
      'module.guard.aws_s3_bucket_policy.it',
      { bucket: ['module.store.aws_s3_bucket.it'] },
    ],
  ]);
});

it('counts the ways out of a plan', () => {
  const gateway = (zone: string): Resource => ({
    id: 'aws_nat_gateway.it',
    type: 'aws_nat_gateway',
    address: `aws_nat_gateway.it["${zone}"]`,
    values: {},
    unknown: {},
    references: {},
    environment: 'prod',
  });
  expect(said(checkPlanned(['a', 'b'].map(gateway)))).toEqual([
    ['zones-few', 'aws_nat_gateway.it["a"], 2 < 3'],
  ]);
  expect(checkPlanned(['a', 'b', 'c'].map(gateway))).toEqual([]);
});

it('asks a plan for the tags of each resource', () => {
  const tagged = (tags_all: unknown): Resource => ({
    id: 'aws_eip.it',
    type: 'aws_eip',
    address: 'aws_eip.it',
    values: { tags_all },
    unknown: {},
    references: {},
  });
  const all = {
    'textloom:environment': 'dev',
    'textloom:owner': 'sre',
    'textloom:cost-center': 'x',
  };
  expect(checkPlanned([tagged(all)])).toEqual([]);
  expect(said(checkPlanned([tagged({ 'textloom:owner': 'sre' })]))).toEqual([
    ['tags-missing', 'aws_eip.it, textloom:environment, textloom:cost-center'],
  ]);
});

it('says where a file cannot be parsed, and judges the rest', async () => {
  const found = await inCode({ [MODULE]: 'resource "a" "b" {\n  x = \n}\n' });
  expect(found).toMatchObject([
    { rule: 'syntax-invalid', file: MODULE, line: 2 },
  ]);
});
