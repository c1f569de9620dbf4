import { ReactElement, useState } from 'react';
import { act } from '@testing-library/react';
import { IdentityApi, identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { Locale } from '../format/locale';
import { appConfigIn } from '../testUtils';

/** A part on the screen. */
export interface RenderedPart {
  container: HTMLElement;
  unmount: () => void;
  update: (next: ReactElement) => void;
}

/**
 * Renders a part in an app of the given language. `update` shows other properties in the same
 * place, as a parent would.
 */
export function renderPart(
  element: ReactElement,
  options: { language?: Locale; identity?: IdentityApi } = {},
): RenderedPart {
  const { language = 'en', identity = mockApis.identity() } = options;
  let show: (next: ReactElement) => void = () => {};
  function Stage() {
    const [shown, setShown] = useState(element);
    show = setShown;
    return shown;
  }
  const { container, unmount } = renderInTestApp(<Stage />, {
    apis: [[identityApiRef, identity]],
    config: appConfigIn(language),
  });
  return { container, unmount, update: next => act(() => show(next)) };
}
