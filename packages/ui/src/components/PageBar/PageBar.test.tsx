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
