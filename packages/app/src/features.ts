import { authModule } from './modules/auth';
import { entityModule } from './modules/entity';
import { homeModule } from './modules/home';
import { languageModule } from './modules/language';
import { navModule } from './modules/nav';
import { shellModule } from './modules/shell';
import { themeModule } from './modules/theme';

/** What makes the app itself, apart from the plugins that it shows. */
export const features = [
  authModule,
  entityModule,
  homeModule,
  languageModule,
  navModule,
  shellModule,
  themeModule,
];
