import { events } from './zh/events';
import { pages } from './zh/pages';
import { proposal } from './zh/proposal';
import { reasons } from './zh/reasons';
import { words } from './zh/words';

// A plain flat object: a missing key is a compile error at the translation ref.
export default { ...words, ...pages, ...proposal, ...events, ...reasons };
