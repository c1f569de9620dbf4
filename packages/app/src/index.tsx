import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import '@backstage/ui/css/styles.css';
import '@textloom/ui/styles.css';
import './modules/theme/fonts.css';
import App from './App';
import { rememberBrowserLanguage } from './modules/language/languages';

rememberBrowserLanguage(window.localStorage, window.navigator.languages);

ReactDOM.createRoot(document.getElementById('root')!).render(App.createRoot());
