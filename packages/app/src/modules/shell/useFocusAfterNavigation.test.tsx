import { useEffect, useRef, useState } from 'react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, MemoryRouter, Route, Routes } from 'react-router-dom';
import { useBringsMain } from './useBringsMain';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';

/** A page whose title comes after its data, as ours do. */
function Late({ title }: { title: string }) {
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLoaded(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <input aria-label="Filter" />
      <Link to="/a/tab">Tab of A</Link>
      {loaded && <h2 className="tl-pagetitle__name">{title}</h2>}
    </>
  );
}

function Old() {
  return (
    <main>
      <h2 className="bui-HeaderTitle">Old</h2>
    </main>
  );
}

function Shell() {
  const content = useRef<HTMLDivElement>(null);
  const bringsMain = useBringsMain(content);
  useFocusAfterNavigation(content);
  return (
    <>
      <nav>
        <Link to="/b">To B</Link>
        <Link to="/old">To the old page</Link>
      </nav>
      <div
        ref={content}
        data-testid="content"
        tabIndex={-1}
        role={bringsMain ? undefined : 'main'}
      >
        <Routes>
          <Route path="/a/*" element={<Late title="A" />} />
          <Route path="/b" element={<Late title="B" />} />
          <Route path="/old" element={<Old />} />
        </Routes>
      </div>
    </>
  );
}

const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const load = () => act(() => jest.advanceTimersByTimeAsync(1_000));

beforeEach(() => {
  jest.useFakeTimers();
  render(
    <MemoryRouter initialEntries={['/a']}>
      <Shell />
    </MemoryRouter>,
  );
});
afterEach(() => jest.useRealTimers());

it('leaves the focus alone when the portal opens', async () => {
  await load();
  expect(screen.getByRole('heading', { name: 'A' })).not.toHaveFocus();
});

it('moves it to the content at once, and to the title when that comes', async () => {
  document.documentElement.scrollTop = 500;
  await user.click(screen.getByRole('link', { name: 'To B' }));
  expect(screen.getByTestId('content')).toHaveFocus();
  expect(document.documentElement.scrollTop).toBe(0);
  await load();
  expect(screen.getByRole('heading', { name: 'B' })).toHaveFocus();
});

it('does not take it from a reader who is already typing', async () => {
  await user.click(screen.getByRole('link', { name: 'To B' }));
  await user.click(screen.getByRole('textbox', { name: 'Filter' }));
  await load();
  expect(screen.getByRole('textbox', { name: 'Filter' })).toHaveFocus();
});

it('leaves it on a tab that the navigation keeps', async () => {
  await load();
  await user.click(screen.getByRole('link', { name: 'Tab of A' }));
  expect(screen.getByRole('link', { name: 'Tab of A' })).toHaveFocus();
});

it('keeps one main landmark where a page brings its own', async () => {
  expect(screen.getByRole('main')).toBe(screen.getByTestId('content'));
  await user.click(screen.getByRole('link', { name: 'To the old page' }));
  await load();
  expect(screen.getByRole('main').tagName).toBe('MAIN');
  await user.click(screen.getByRole('link', { name: 'To B' }));
  await load();
  expect(screen.getByRole('main')).toBe(screen.getByTestId('content'));
});
