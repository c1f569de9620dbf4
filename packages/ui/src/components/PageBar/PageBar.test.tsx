import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Page, Split } from './Page';
import { PageBar } from './PageBar';

it('leads back and says which page this is', () => {
  renderPart(
    <PageBar
      crumbs={[
        { label: 'Clusters', href: '/clusters' },
        { label: 'textloom-prod' },
      ]}
    />,
  );
  expect(
    screen.getByRole('navigation', { name: 'Breadcrumbs' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Clusters' })).toHaveAttribute(
    'href',
    '/clusters',
  );
  expect(screen.getByText('textloom-prod')).toHaveAttribute(
    'aria-current',
    'page',
  );
});

it('names the page in the browser and has its level-one heading', () => {
  const crumbs = ['Clusters', 'textloom-prod', 'worker', 'ip-10-0-1-1'];
  const { update } = renderPart(
    <PageBar crumbs={crumbs.map(label => ({ label }))} />,
  );
  const heading = () => screen.getByRole('heading', { level: 1 });
  expect(document.title).toBe('ip-10-0-1-1 · Clusters · TextLoom Portal');
  expect(heading()).toHaveTextContent('Clusters');
  update(<PageBar crumbs={[{ label: 'Clusters' }]} />);
  expect(document.title).toBe('Clusters · TextLoom Portal');
  // The visible title says "Clusters" already.
  expect(heading()).toHaveTextContent('TextLoom Portal');
});

it('keeps the reading order of the wide part before the narrow one', () => {
  const { container } = renderPart(
    <Page bar={<p>bar</p>}>
      <Split side={<p>side</p>} sideFirst>
        <p>main</p>
      </Split>
    </Page>,
  );
  expect(container).toHaveTextContent('barmainside');
});
