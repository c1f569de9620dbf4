import { Intent } from '@textloom/ui';
import { Message } from '../text/message';

/** The answer that a page opens with. */
export interface VerdictText {
  intent: Intent;
  /** What is so: one or two whole sentences. */
  headline: Message[];
  /** Since when, who is hurt, what is not affected. */
  detail: Message[];
}
