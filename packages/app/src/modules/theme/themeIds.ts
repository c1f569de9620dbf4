/** Ids of the two themes, as Backstage stores them; `public/first-paint.js` knows them too. */
export const THEME_IDS = { light: 'light', dark: 'dark' } as const;
