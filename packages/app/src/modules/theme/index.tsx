import { ReactNode } from 'react';
import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { darkPalette, lightPalette, ThemePalette } from '@textloom/ui';
import { createPortalTheme } from './createPortalTheme';
import { ThemeSync } from './ThemeSync';
import { THEME_IDS } from './themeIds';
import './stock.css';

function portalTheme(mode: 'light' | 'dark', colors: ThemePalette) {
  const theme = createPortalTheme(mode, colors);
  return ThemeBlueprint.make({
    name: mode,
    params: {
      theme: {
        id: THEME_IDS[mode],
        title: mode === 'light' ? 'Light' : 'Dark',
        variant: mode,
        Provider: ({ children }: { children?: ReactNode }) => (
          <UnifiedThemeProvider theme={theme} themeName="textloom">
            {children}
          </UnifiedThemeProvider>
        ),
      },
    },
  });
}

/** Light and dark; they stand in for the framework's two by carrying their names. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    portalTheme('light', lightPalette),
    portalTheme('dark', darkPalette),
    AppRootElementBlueprint.make({
      name: 'theme-sync',
      params: { element: <ThemeSync /> },
    }),
  ],
});
