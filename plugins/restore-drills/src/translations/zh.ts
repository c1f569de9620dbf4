import { drill } from './zh/drill';
import { pages } from './zh/pages';
import { words } from './zh/words';

// A plain flat object: a missing key is a compile error at the translation ref.
export default { ...words, ...pages, ...drill };
