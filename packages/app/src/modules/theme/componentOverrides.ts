import { ThemePalette } from '@textloom/ui';
import { backstageParts, Components, filters } from './backstageParts';

/** Surfaces of Material UI: lines instead of shadows, our radii. */
function surfaces(colors: ThemePalette): Components {
  const popover = {
    border: `1px solid ${colors.line}`,
    borderRadius: 10,
    boxShadow: 'var(--tl-shadow)',
  };
  return {
    MuiPaper: {
      styleOverrides: {
        rounded: { borderRadius: 10 },
        root: { backgroundImage: 'none' },
        elevation1: {
          boxShadow: 'none',
          border: `1px solid ${colors.line}`,
        },
        elevation2: {
          boxShadow: 'none',
          border: `1px solid ${colors.line}`,
        },
      },
    },
    MuiCard: { styleOverrides: { root: { borderRadius: 10 } } },
    MuiCardHeader: {
      styleOverrides: {
        root: { padding: 16 },
        title: { fontSize: 14.5, fontWeight: 650 },
        subheader: { fontSize: 13, color: colors.fg2 },
      },
    },
    MuiDivider: { styleOverrides: { root: { backgroundColor: colors.line } } },
    MuiPopover: { styleOverrides: { paper: popover } },
    MuiDialog: { styleOverrides: { paper: popover } },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          backgroundColor: colors.ink,
          color: colors.onInk,
          fontSize: 12.5,
          fontWeight: 400,
        },
      },
    },
  };
}

/** Buttons, chips, tabs and inputs of Material UI. */
function controls(colors: ThemePalette): Components {
  return {
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: {
          textTransform: 'none',
          letterSpacing: 0,
          fontWeight: 550,
          fontSize: 14,
          borderRadius: 6,
        },
        containedPrimary: {
          backgroundColor: colors.ink,
          color: colors.onInk,
          '&:hover': { backgroundColor: 'var(--tl-ink-hover)' },
        },
        outlined: {
          borderColor: colors.line,
          backgroundColor: colors.s1,
          color: colors.fg,
        },
        outlinedPrimary: {
          borderColor: colors.line,
          backgroundColor: colors.s1,
          color: colors.fg,
        },
      },
    },
    MuiChip: {
      styleOverrides: {
        root: {
          backgroundColor: colors.s3,
          color: colors.fg,
          borderRadius: 6,
          height: 24,
          fontSize: 12.5,
          marginBottom: 4,
        },
        label: { paddingLeft: 8, paddingRight: 8 },
      },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          textTransform: 'none',
          letterSpacing: 0,
          color: colors.fg2,
          fontWeight: 550,
          minWidth: 0,
          '&:hover': { color: colors.fg, background: 'transparent' },
          '&.Mui-selected': { color: colors.fg },
        },
        textColorPrimary: { color: colors.fg2 },
      },
    },
    MuiTabs: { styleOverrides: { indicator: { backgroundColor: colors.ink } } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { borderRadius: 6, backgroundColor: colors.s1 },
        notchedOutline: { borderColor: colors.lineStrong },
        input: { fontSize: 14 },
      },
    },
    MuiListItem: { styleOverrides: { root: { borderRadius: 6 } } },
    MuiTypography: {
      styleOverrides: {
        button: { textTransform: 'none', fontSize: 12.5, fontWeight: 550 },
      },
    },
  };
}

/** Tables of Material UI: one rule per row, quiet head, no zebra. */
function tables(colors: ThemePalette, mono: string): Components {
  return {
    MuiTableRow: {
      styleOverrides: {
        root: { '&:nth-of-type(odd)': { backgroundColor: 'transparent' } },
        hover: { '&:hover': { backgroundColor: `${colors.s2} !important` } },
        head: { '&:nth-of-type(odd)': { backgroundColor: colors.s2 } },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        root: {
          padding: '9px 16px',
          borderBottom: `1px solid ${colors.lineSoft}`,
          lineHeight: '20px',
          fontSize: 14,
        },
        head: {
          color: colors.fg2,
          fontSize: 12.5,
          fontWeight: 550,
          lineHeight: '17px',
        },
        sizeSmall: { padding: '7px 16px' },
      },
    },
    MuiTableSortLabel: {
      styleOverrides: { root: { '&.Mui-active': { fontWeight: 650 } } },
    },
    MuiCssBaseline: {
      styleOverrides: { 'code, pre': { fontFamily: mono } },
    },
  };
}

/** What makes the framework's Material UI pages look like ours. */
export function componentOverrides(
  colors: ThemePalette,
  mono: string,
): Components {
  return {
    ...backstageParts(colors),
    ...filters(colors),
    ...surfaces(colors),
    ...controls(colors),
    ...tables(colors, mono),
  };
}
