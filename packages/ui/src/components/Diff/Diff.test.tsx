import { renderPart } from '../../__testUtils__/renderPart';
import { Diff } from './Diff';

it('says before and after with signs, not by colour alone', () => {
  const { container } = renderPart(<Diff before="30s" after="20s" />);
  expect(container.querySelector('.tl-diff__before')).toHaveTextContent(
    'before: − 30s',
  );
  expect(container.querySelector('.tl-diff__after')).toHaveTextContent(
    'after: + 20s',
  );
});

it('shows only what there is, whole in the title attribute', () => {
  const { container } = renderPart(
    <Diff after="sha256:9f2c" full={{ after: 'sha256:9f2c7a' }} />,
  );
  expect(container.querySelector('.tl-diff__before')).toBeNull();
  expect(container.querySelector('.tl-diff__after')).toHaveAttribute(
    'title',
    'sha256:9f2c7a',
  );
});
