import { findings } from './zh/findings';
import { operations } from './zh/operations';
import { pages } from './zh/pages';
import { pending } from './zh/pending';
import { signals } from './zh/signals';
import { verdicts } from './zh/verdicts';
import { words } from './zh/words';
import { workloads } from './zh/workloads';

// A plain flat object: a missing key is a compile error at the translation ref.
export default {
  ...words,
  ...verdicts,
  ...findings,
  ...pages,
  ...pending,
  ...operations,
  ...signals,
  ...workloads,
};
