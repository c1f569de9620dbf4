/** Raw colours of one theme, for consumers that cannot read CSS custom properties. */
export interface ThemePalette {
  /** Page behind everything. */
  app: string;
  /** Navigation, the darkest plane of the dark theme. */
  nav: string;
  /** Cards and inputs; table heads; tracks and skeletons. */
  s1: string;
  s2: string;
  s3: string;
  /** Card edges, row rules and the strong edge of inputs. */
  line: string;
  lineSoft: string;
  lineStrong: string;
  /** Text, labels and captions. */
  fg: string;
  fg2: string;
  fg3: string;
  /** Links and the focus ring. */
  link: string;
  /** Primary button and the words on it. */
  ink: string;
  onInk: string;
  /** Text colours of the four intents that Material UI knows. */
  positive: string;
  caution: string;
  critical: string;
  active: string;
}

/** Light theme; equal to `tokens.css`, which a test asserts. */
export const lightPalette: ThemePalette = {
  app: '#F6F7F9',
  nav: '#EFF1F4',
  s1: '#FFFFFF',
  s2: '#F3F4F7',
  s3: '#E9EBEF',
  line: '#E2E5EA',
  lineSoft: '#EDEFF2',
  lineStrong: '#7C8591',
  fg: '#14171C',
  fg2: '#525A66',
  fg3: '#606975',
  link: '#1B58A8',
  ink: '#191C21',
  onInk: '#FFFFFF',
  positive: '#17683A',
  caution: '#855000',
  critical: '#AE1F2B',
  active: '#1B58A8',
};

/** Dark theme; equal to `tokens.css`, which a test asserts. */
export const darkPalette: ThemePalette = {
  app: '#0F1114',
  nav: '#0B0D0F',
  s1: '#16191E',
  s2: '#1D2127',
  s3: '#272C34',
  line: '#2A2F37',
  lineSoft: '#21252B',
  lineStrong: '#78828F',
  fg: '#ECEEF1',
  fg2: '#A9B1BC',
  fg3: '#8D96A3',
  link: '#8AB8F5',
  ink: '#ECEEF1',
  onInk: '#14171C',
  positive: '#74D39A',
  caution: '#F2B552',
  critical: '#FF938F',
  active: '#8AB8F5',
};

/** Text face: Inter for Latin, the platform's face for Chinese. */
export const fontSans =
  "'Inter Variable','PingFang SC','HarmonyOS Sans SC','Microsoft YaHei UI','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC',system-ui,sans-serif";

/** Face of identifiers, code and logs. */
export const fontMono =
  "'JetBrains Mono Variable',ui-monospace,'SF Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace";
