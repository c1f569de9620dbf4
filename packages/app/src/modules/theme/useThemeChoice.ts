import { useEffect, useState } from 'react';
import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';

/** What a person may choose; `auto` follows the system. */
export const THEME_CHOICES = ['auto', 'light', 'dark'] as const;

/** One of {@link THEME_CHOICES}. */
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** The chosen theme and how to change it. Changing remounts the page. */
export function useThemeChoice() {
  const themeApi = useApi(appThemeApiRef);
  const [id, setId] = useState(themeApi.getActiveThemeId());
  useEffect(() => {
    const subscription = themeApi.activeThemeId$().subscribe(setId);
    return () => subscription.unsubscribe();
  }, [themeApi]);
  return {
    choice: (id === 'light' || id === 'dark' ? id : 'auto') as ThemeChoice,
    choose: (choice: ThemeChoice) =>
      themeApi.setActiveThemeId(choice === 'auto' ? undefined : choice),
  };
}
