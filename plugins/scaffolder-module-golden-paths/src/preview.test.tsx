import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { findEnglish, visibleText } from '@textloom/ui/testUtils';
import {
  aPreview,
  FakeGoldenPaths,
  findings,
  renderField,
} from './__testUtils__/renderField';

const ROOT = findings(
  { rule: 'dockerfile-root', file: 'Dockerfile', line: 2 },
  {
    rule: 'pod-no-limits',
    file: 'chart/templates/all.yaml',
    subject: 'Deployment shop, shop (prod)',
  },
  { rule: 'dockerfile-healthcheck', file: 'Dockerfile', line: 1 },
);

const answering = (found = ROOT) =>
  new FakeGoldenPaths(async () => aPreview(found));

async function refusal(status: number, message: string): Promise<never> {
  throw await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'InputError', message },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

it('asks for the template of the page with the answers of the other fields', async () => {
  const client = answering([]);
  const { values } = renderField(client);
  expect(
    await screen.findByText(
      '4 files will be made, and the policy has nothing against them.',
    ),
  ).toBeVisible();
  expect(client.asked).toEqual([
    { templateRef: 'template:default/shop', values: { name: 'shop' } },
  ]);
  expect(values).toEqual(['pending', 'passed']);
  expect(screen.queryByText('What the policy says')).toBeNull();
  expect(
    screen.getByRole('region', { name: 'Content of README.md' }),
  ).toHaveTextContent('# Shop');
});

it('shows what the policy found, why it matters and what to do, and stops the form', async () => {
  const { values } = renderField(answering());
  expect(
    await screen.findByText(
      'The policy found 2 errors, so nothing can be made yet.',
    ),
  ).toBeVisible();
  expect(values[values.length - 1]).toBe('errors:2');
  expect(screen.getByText('Deployment shop, shop (prod)')).toBeVisible();
  expect(screen.getByText('Set resources.limits.memory.')).toBeVisible();
  expect(screen.getByText('A leak takes the whole node down.')).toBeVisible();
});

it('opens at the first finding, and marks its lines', async () => {
  renderField(answering());
  const content = await screen.findByRole('region', {
    name: 'Content of Dockerfile',
  });
  const marked = content.querySelector('[data-line="2"]');
  expect(marked).toHaveAttribute('data-intent', 'critical');
  expect(marked).toHaveTextContent('USER rootThe image runs as root');
  expect(content.querySelector('[data-line="1"]')).toHaveAttribute(
    'data-intent',
    'caution',
  );
  await userEvent.click(screen.getByRole('treeitem', { name: /README/ }));
  await userEvent.click(
    screen.getByRole('button', { name: 'Show Dockerfile:2' }),
  );
  expect(
    screen.getByRole('region', { name: 'Content of Dockerfile' }),
  ).toBeVisible();
  // A file that only Helm makes cannot be shown.
  expect(screen.queryByRole('button', { name: /all.yaml/ })).toBeNull();
});

it('is worked by keys, and never sends the form off', async () => {
  const user = userEvent.setup();
  renderField(answering([]));
  const tree = await screen.findByRole('tree', {
    name: 'Files that will be made',
  });
  const rows = () =>
    within(tree)
      .getAllByRole('treeitem')
      .map(row => row.dataset.path);
  expect(rows()).toEqual(['src', 'Dockerfile', 'README.md']);
  within(tree)
    .getByRole('treeitem', { name: /README/ })
    .focus();
  await user.keyboard('{Home}{ArrowRight}{ArrowDown}{ArrowRight}{ArrowDown}');
  expect(rows()).toEqual([
    'src',
    'src/app',
    'src/app/large.txt',
    'src/app/logo.png',
    'Dockerfile',
    'README.md',
  ]);
  expect(document.activeElement).toHaveAttribute(
    'data-path',
    'src/app/large.txt',
  );
  await user.keyboard('{Enter}');
  expect(
    screen.getByText('The file has 68.4 KiB; only text up to 64 KiB is shown.'),
  ).toBeVisible();
  await user.keyboard('{ArrowDown} ');
  expect(screen.getByText('The file is binary, 2 KiB.')).toBeVisible();
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(rows()).toEqual(['src', 'src/app', 'Dockerfile', 'README.md']);
  await user.keyboard('{End}{ArrowUp}');
  expect(document.activeElement).toHaveAttribute('data-path', 'Dockerfile');
  expect(
    within(tree)
      .getAllByRole('treeitem')
      .filter(row => row.tabIndex === 0),
  ).toHaveLength(1);
});

it('says that answers do not fit, in the words of the server', async () => {
  const { values } = renderField(
    new FakeGoldenPaths(() =>
      refusal(400, 'The form is not complete: name is missing'),
    ),
  );
  expect(
    await screen.findByText('Your answers do not fit the template yet.'),
  ).toBeVisible();
  expect(
    screen.getByText('The form is not complete: name is missing'),
  ).toBeVisible();
  await waitFor(() => expect(values[values.length - 1]).toBe('unavailable'));
});

it('lets go on without the permission, and after a failure, which can be tried again', async () => {
  const { values } = renderField(new FakeGoldenPaths(() => refusal(403, 'no')));
  expect(
    await screen.findByText('You may not look at what a template would make.'),
  ).toBeVisible();
  await waitFor(() => expect(values[values.length - 1]).toBe('unavailable'));
});

it('can be tried again after a failure', async () => {
  const client = new FakeGoldenPaths(() => refusal(503, 'away'));
  const { values } = renderField(client);
  expect(await screen.findByText('The preview is not there.')).toBeVisible();
  client.answer = async () => aPreview();
  await userEvent.click(
    screen.getByRole('button', { name: /Retry|Try again/ }),
  );
  expect(await screen.findByText(/4 files will be made/)).toBeVisible();
  expect(values[values.length - 1]).toBe('passed');
});

it('looks again when asked', async () => {
  const client = answering();
  renderField(client);
  await screen.findByText(/found 2 errors/);
  client.answer = async () => aPreview();
  await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByText(/4 files will be made/)).toBeVisible();
});

it('says when it does not know its template', async () => {
  renderField(answering(), { path: '/somewhere' });
  expect(
    await screen.findByText(
      'It is not known which template this form belongs to.',
    ),
  ).toBeVisible();
});

it('says that no file comes of it', async () => {
  renderField(
    new FakeGoldenPaths(async () => ({ files: [], findings: [], log: [] })),
  );
  expect(
    await screen.findByText('With these answers the template makes no file.'),
  ).toBeVisible();
});

it('has no English in Chinese', async () => {
  renderField(answering(), { language: 'zh' });
  expect(
    await screen.findByText('策略检查发现 2 个错误，暂时不能生成。'),
  ).toBeVisible();
  const english = findEnglish({
    terms: 'root USER HEALTHCHECK Kubernetes KiB Pod Dockerfile',
    names: /^(resources\.limits\.memory|[\d.]+)$/,
  });
  expect(english(visibleText())).toEqual([]);
});
