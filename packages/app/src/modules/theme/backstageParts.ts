import { createUnifiedTheme } from '@backstage/theme';
import { ThemePalette } from '@textloom/ui';

/** Overrides by component, as the theme takes them. */
export type Components = NonNullable<
  Parameters<typeof createUnifiedTheme>[0]['components']
>;

/** Cards, headers and chrome of the framework's own layout parts. */
export function backstageParts(colors: ThemePalette): Components {
  return {
    BackstagePage: {
      styleOverrides: { root: { height: 'auto', minHeight: '100%' } },
    },
    BackstageHeader: {
      styleOverrides: {
        header: {
          boxShadow: 'none',
          backgroundImage: 'none',
          backgroundColor: 'transparent',
          padding: '20px 28px 12px',
        },
        title: { fontSize: 24, fontWeight: 650, letterSpacing: '-0.01em' },
        subtitle: { color: colors.fg2, opacity: 1 },
        type: { color: colors.fg2, opacity: 1, textTransform: 'none' },
      },
    },
    BackstageHeaderLabel: {
      styleOverrides: {
        label: {
          color: colors.fg2,
          opacity: 1,
          fontWeight: 400,
          textTransform: 'none',
          letterSpacing: 0,
        },
        value: { color: colors.fg, opacity: 1 },
      },
    },
    BackstageHeaderTabs: {
      styleOverrides: {
        tabsWrapper: { backgroundColor: 'transparent', paddingLeft: 14 },
        defaultTab: {
          textTransform: 'none',
          letterSpacing: 0,
          fontWeight: 550,
          padding: '10px 14px',
        },
      },
    },
    BackstageContent: {
      styleOverrides: {
        root: {
          paddingLeft: '28px !important',
          paddingRight: '28px !important',
          '@media (max-width: 767.95px)': {
            paddingLeft: '16px !important',
            paddingRight: '16px !important',
          },
        },
      },
    },
    BackstageInfoCard: { styleOverrides: { header: { padding: 16 } } },
    BackstageTableHeader: {
      styleOverrides: {
        header: {
          padding: '8px 16px',
          borderTop: `1px solid ${colors.line}`,
          borderBottom: `1px solid ${colors.line}`,
          backgroundColor: colors.s2,
          color: colors.fg2,
          fontSize: 12.5,
          fontWeight: 550,
          textTransform: 'none',
        },
      },
    },
    BackstageTableToolbar: {
      styleOverrides: { root: { padding: '8px 16px' } },
    },
  };
}

/** Filters of the catalog and other lists. */
export function filters(colors: ThemePalette): Components {
  return {
    CatalogReactUserListPicker: {
      styleOverrides: {
        root: {
          backgroundColor: 'transparent',
          border: 0,
          margin: '8px 0 16px',
        },
        title: {
          margin: '8px 0 4px',
          color: colors.fg2,
          fontSize: 12.5,
          fontWeight: 550,
          textTransform: 'none',
        },
        groupWrapper: { margin: '4px 0 12px' },
        menuItem: { minHeight: 40 },
      },
    },
    BackstageSelectInputBase: {
      styleOverrides: {
        root: { fontSize: 14 },
        input: {
          border: `1px solid ${colors.lineStrong}`,
          borderRadius: 6,
          fontSize: 14,
          padding: '9px 26px 9px 12px',
        },
      },
    },
    BackstageSelect: {
      styleOverrides: {
        label: { fontSize: 12.5, fontWeight: 550, color: colors.fg2 },
      },
    },
    MuiInputBase: { styleOverrides: { root: { fontSize: 14 } } },
    MuiMenuItem: { styleOverrides: { root: { fontSize: 14 } } },
  };
}
