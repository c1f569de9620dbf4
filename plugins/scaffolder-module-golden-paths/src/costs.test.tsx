import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Costs,
  costsOf,
  costsSchema,
  PlatformSettings,
  SEED_ESTATE,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { findEnglish, visibleText } from '@textloom/ui/testUtils';
import {
  aPreview,
  FakeGoldenPaths,
  renderField,
} from './__testUtils__/renderField';

const settings = (
  environment: string,
  changed: Partial<PlatformSettings> = {},
): PlatformSettings => ({
  ...SEED_ESTATE,
  region: 'ap-southeast-1',
  backup_region: 'ap-northeast-1',
  environment,
  ...changed,
});

const SMALL = settings('dev', {
  node_groups: {
    worker: {
      ...SEED_ESTATE.node_groups.worker,
      desired: 1,
      capacity_type: 'SPOT',
    },
  },
  monthly_budget_usd: 2000,
});

function show(all: PlatformSettings[], language: 'en' | 'zh' = 'en') {
  const costs: Costs | undefined = costsSchema.optional().parse(costsOf(all));
  renderField(
    new FakeGoldenPaths(async () => ({
      ...aPreview(),
      ...(costs && { costs }),
    })),
    { language },
  );
}

const row = (table: HTMLElement, name: RegExp) =>
  within(within(table).getByRole('rowheader', { name }).closest('tr')!);

it('shows what each environment costs, beside the architecture document and the budget, above the files', async () => {
  show([settings('prod'), SMALL]);
  const table = await screen.findByRole('table', { name: 'Monthly cost' });
  expect(
    screen.getByText(
      /About \$\d\d,\d{3} in all environments, by AWS list prices of 28 Nov 2026/,
    ),
  ).toBeVisible();
  const prod = row(table, /prod/);
  expect(prod.getByText('$15,288')).toBeVisible();
  expect(prod.getByText('the same')).toBeVisible();
  expect(prod.getByText('$30,000, $14,712 left')).toBeVisible();
  const dev = row(table, /dev/);
  expect(dev.getByText(/^−\$1\d,\d{3}$/)).toBeVisible();
  expect(dev.getByText(/^\$2,000, \$[\d,]+ over$/)).toBeVisible();
  expect(
    within(table).getByRole('rowheader', { name: /dev/ }).closest('tr'),
  ).toHaveAttribute('data-intent', 'caution');
  expect(row(table, /All environments/).getByText(/^\+\$/)).toBeVisible();
  const files = screen.getByRole('tree', { name: 'Files that will be made' });
  expect(table.compareDocumentPosition(files)).toBe(
    Node.DOCUMENT_POSITION_FOLLOWING,
  );
});

it('says what the estimate stands on', async () => {
  show([settings('prod')]);
  expect(
    await screen.findByText(
      /A month has 730 hours.*Spot is assumed at 42%.*not a quotation/,
    ),
  ).toBeVisible();
  expect(
    screen.getByText(
      /3 t3\.medium, 5 c5\.2xlarge.*in the same region: \$15,288\./,
    ),
  ).toBeVisible();
  // One environment is its own sum.
  expect(screen.queryByText('All environments')).toBeNull();
});

it('explains a sum down to its lines', async () => {
  const user = userEvent.setup();
  show([SMALL]);
  await user.click(
    await screen.findByRole('button', { name: 'How the cost of dev is made' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  const line = (name: string) => within(dialog.getByText(name).closest('div')!);
  const nodes = line('Nodes');
  expect(nodes.getByText('worker c5.4xlarge')).toBeVisible();
  expect(nodes.getByText('1 × 730 h × 0.784 × 0.42 (Spot)')).toBeVisible();
  expect(nodes.getByText('$240.37')).toBeVisible();
  expect(
    line('Traffic, requests, logs and backups').getByText('not priced'),
  ).toBeVisible();
  expect(
    dialog.getByText('One line is not priced and not in the sum'),
  ).toBeVisible();
});

it('never shows nothing for what has no price', async () => {
  show([settings('prod', { region: 'sa-east-1' }), settings('dev')]);
  const table = await screen.findByRole('table', { name: 'Monthly cost' });
  expect(row(table, /prod/).getByText('not priced')).toBeVisible();
  expect(row(table, /prod/).queryByText(/\$0/)).toBeNull();
  expect(screen.queryByText('All environments')).toBeNull();
  expect(screen.getByText('By AWS list prices of 28 Nov 2026')).toBeVisible();
});

it('shows no costs where no platform is made', async () => {
  show([]);
  expect(await screen.findByText(/4 files will be made/)).toBeVisible();
  expect(screen.queryByText('Monthly cost')).toBeNull();
});

it('has no English in Chinese, also in the explanation', async () => {
  const user = userEvent.setup();
  show([settings('prod'), SMALL], 'zh');
  expect(
    await screen.findByText(/按 2026年11月28日 的 AWS 标价估算/),
  ).toBeVisible();
  const english = findEnglish({
    terms:
      'README.md AWS Spot KiB Dockerfile NAT VPC KMS Web DNS Multi-AZ t3.medium c5.2xlarge c5.4xlarge c5.9xlarge db.r5.2xlarge db.r5.xlarge prod dev',
    names: /^[\d.]+$/,
  });
  expect(english(visibleText())).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'prod 的费用如何得出' }));
  const dialog = await screen.findByRole('dialog');
  const copy = dialog.cloneNode(true) as HTMLElement;
  copy.querySelectorAll('code').forEach(element => element.remove());
  expect(english(copy.textContent ?? '')).toEqual([]);
});
