import { createPermission } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { PluginQuery } from '../../hooks/usePluginQuery';
import { BlockFrame } from './BlockFrame';
import { PageFrame } from './PageFrame';

const permission = createPermission({ name: 'looms.read', attributes: {} });
const words = {
  denied: 'You may not see looms.',
  deniedText: 'looms.read is given with a role.',
  failed: 'Looms do not answer.',
  failedText: 'They still weave.',
  failedKept: 'Looms do not answer. Last known state.',
};
const notFound = {
  title: 'There is no such loom.',
  text: 'It was sold.',
  back: { label: 'All looms', href: '/looms' },
};
const answered: PluginQuery<string> = {
  state: 'ready',
  data: 'four looms',
  answeredAt: new Date().toISOString(),
  refresh: () => {},
};
const failing = (
  kind: 'denied' | 'error' | 'notFound',
  data?: string,
): PluginQuery<string> => ({
  ...answered,
  state: data === undefined ? 'failed' : 'stale',
  data,
  failure: { kind, message: 'no', requestId: '8c1f04' },
});

/** The page or the block of a query, by the same expectations. */
const frames = [
  [
    'page',
    (query: PluginQuery<string>) => (
      <PageFrame
        crumbs={[{ label: 'Looms' }]}
        {...{ query, words, permission, notFound }}
      >
        {view => <p>{view}</p>}
      </PageFrame>
    ),
  ],
  [
    'page that the server alone guards',
    (query: PluginQuery<string>) => (
      <PageFrame crumbs={[{ label: 'Looms' }]} {...{ query, words, notFound }}>
        {view => <p>{view}</p>}
      </PageFrame>
    ),
  ],
  [
    'block',
    (query: PluginQuery<string>) => (
      <BlockFrame {...{ query, words, notFound }}>
        {view => <p>{view}</p>}
      </BlockFrame>
    ),
  ],
] as const;

describe.each(frames)('the %s of a view', (_name, frame) => {
  it('shows the view', async () => {
    renderPart(frame(answered));
    expect(await screen.findByText('four looms')).toBeVisible();
    expect(screen.queryByText(words.failed)).toBeNull();
  });

  it('is loading before the first answer', () => {
    renderPart(frame({ ...answered, state: 'loading', data: undefined }));
    expect(screen.getByText('Loading')).toBeInTheDocument();
  });

  it('says that the reader may not see it, and shows nothing of it', async () => {
    renderPart(frame(failing('denied')));
    expect(await screen.findByText(words.denied)).toBeVisible();
    expect(screen.getByText(words.deniedText)).toBeVisible();
  });

  it('says what does not answer and which request it was', async () => {
    renderPart(frame(failing('error')));
    expect(await screen.findByText(words.failed)).toBeVisible();
    expect(screen.getByText(/They still weave\./)).toBeVisible();
    expect(screen.getByText('req 8c1f04')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  it('keeps the last answer and says that it is old', async () => {
    renderPart(frame(failing('error', 'four looms')));
    expect(await screen.findByText(words.failedKept)).toBeVisible();
    expect(screen.getByText('four looms')).toBeVisible();
    expect(screen.queryByText(/They still weave/)).toBeNull();
  });

  it('leads on from what is not there', async () => {
    renderPart(frame(failing('notFound')));
    expect(await screen.findByText(notFound.title)).toBeVisible();
    expect(screen.getByRole('link', { name: 'All looms' })).toHaveAttribute(
      'href',
      '/looms',
    );
  });
});

it('says how old the facts are by their own source', async () => {
  renderPart(
    <PageFrame
      crumbs={[{ label: 'Looms' }]}
      query={answered}
      {...{ words, permission }}
      freshnessOf={() => ({
        state: 'stale',
        at: new Date(Date.now() - 720_000).toISOString(),
      })}
    >
      {view => <p>{view}</p>}
    </PageFrame>,
  );
  expect(await screen.findByText('Stale, 12 min')).toBeVisible();
});

it('says source and age of facts that are days old by their nature', async () => {
  const page = (query: PluginQuery<string>) => (
    <PageFrame
      crumbs={[{ label: 'Looms' }]}
      {...{ query, words }}
      sourceOf={view => <span>ledger of {view}</span>}
    >
      {view => <p>{view}</p>}
    </PageFrame>
  );
  const { update } = renderPart(page(answered));
  expect(await screen.findByText('ledger of four looms')).toBeVisible();
  expect(screen.queryByText(/^Live/)).toBeNull();
  update(page(failing('denied', 'four looms')));
  expect(screen.queryByText(/four looms/)).toBeNull();
});
