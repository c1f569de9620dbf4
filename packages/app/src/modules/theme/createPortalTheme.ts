import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  UnifiedTheme,
} from '@backstage/theme';
import { fontMono, fontSans, ThemePalette } from '@textloom/ui';
import { componentOverrides } from './componentOverrides';

const PAGES = [
  'home',
  'documentation',
  'tool',
  'service',
  'website',
  'library',
  'other',
  'app',
  'apis',
  'card',
];

/** Our palette in the words of Material UI, for the pages that still use it. */
function muiPalette(mode: 'light' | 'dark', colors: ThemePalette) {
  return {
    ...palettes[mode],
    background: { default: colors.app, paper: colors.s1 },
    primary: { main: colors.link, contrastText: colors.onInk },
    secondary: { main: colors.ink, contrastText: colors.onInk },
    text: {
      primary: colors.fg,
      secondary: colors.fg2,
      disabled: colors.fg3,
      hint: colors.fg3,
    },
    divider: colors.line,
    error: { main: colors.critical },
    warning: { main: colors.caution },
    info: { main: colors.active },
    success: { main: colors.positive },
    status: {
      ok: colors.positive,
      warning: colors.caution,
      error: colors.critical,
      running: colors.active,
      pending: colors.caution,
      aborted: colors.fg3,
    },
    border: colors.line,
    textContrast: colors.fg,
    textVerySubtle: colors.line,
    textSubtle: colors.fg2,
    link: colors.link,
    linkHover: colors.link,
    highlight: colors.s2,
    errorText: colors.critical,
    errorBackground: colors.s2,
    warningText: colors.caution,
    warningBackground: colors.s2,
    infoText: colors.active,
    infoBackground: colors.s2,
    gold: colors.caution,
    navigation: {
      ...palettes[mode].navigation,
      background: colors.nav,
      indicator: colors.ink,
      color: colors.fg2,
      selectedColor: colors.fg,
    },
    tabbar: { indicator: colors.ink },
  };
}

/** One theme for Material UI 4 and 5; BUI follows the tokens of `@textloom/ui`. */
export function createPortalTheme(
  mode: 'light' | 'dark',
  colors: ThemePalette,
): UnifiedTheme {
  const pageTheme = {
    ...genPageTheme({ colors: [colors.app], shape: 'none' }),
    fontColor: colors.fg,
    backgroundImage: 'none',
  };
  return createUnifiedTheme({
    palette: muiPalette(mode, colors),
    fontFamily: fontSans,
    htmlFontSize: 16,
    defaultPageTheme: 'home',
    pageTheme: Object.fromEntries(PAGES.map(id => [id, pageTheme])),
    typography: {
      fontFamily: fontSans,
      htmlFontSize: 16,
      h1: { fontSize: 24, fontWeight: 650, marginBottom: 0 },
      h2: { fontSize: 24, fontWeight: 650, marginBottom: 8 },
      h3: { fontSize: 20, fontWeight: 650, marginBottom: 8 },
      h4: { fontSize: 16, fontWeight: 650, marginBottom: 6 },
      h5: { fontSize: 14.5, fontWeight: 650, marginBottom: 4 },
      h6: { fontSize: 14, fontWeight: 600, marginBottom: 4 },
    },
    components: componentOverrides(colors, fontMono),
  });
}
