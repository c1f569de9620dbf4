import { findings } from './zh/findings';
import { pages } from './zh/pages';
import { verdicts } from './zh/verdicts';
import { words } from './zh/words';

// A plain flat object: a missing key is a compile error at the translation ref.
export default { ...words, ...verdicts, ...findings, ...pages };
