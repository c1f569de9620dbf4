import { Change } from '@textloom/plugin-deployments-common';
import { shortImage } from './names';
import { Say } from './say';

/** What a change is of. */
export function changeName(change: Change, say: Say): string {
  const { kind, name } = change.subject;
  return say(`change.${kind}`, { name });
}

/** Values of a change, images cut to their digest. */
export function changeValues(change: Change): {
  before?: string;
  after?: string;
} {
  if (change.subject.kind !== 'image') {
    return { before: change.before, after: change.after };
  }
  return {
    before: change.before && shortImage(change.before),
    after: change.after && shortImage(change.after),
  };
}
