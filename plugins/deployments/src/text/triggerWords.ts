import { wordMessages } from '../messages/words';
import { Say } from './say';

function isTrigger(
  trigger: string,
): trigger is keyof typeof wordMessages.trigger {
  return Object.hasOwn(wordMessages.trigger, trigger);
}

/** How a deployment begins in an environment; one that this version does not know as it is. */
export function triggerWords(trigger: string, say: Say): string {
  return isTrigger(trigger) ? say(`trigger.${trigger}`) : trigger;
}
