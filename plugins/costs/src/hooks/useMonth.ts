import { Action, useQueryParam } from '@textloom/ui';
import { addMonths } from '@textloom/plugin-costs-common';
import { isComplete } from '../presentation/spans';
import { useSay } from './useSay';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month that the reader chose, which lives in the address, and how to go to the ones beside it. */
export function useMonth() {
  const say = useSay();
  const [text, setMonth] = useQueryParam('month');
  const month = MONTH.test(text) ? text : undefined;
  const action = (id: 'monthBefore' | 'monthAfter', to: string): Action => ({
    label: say(`overview.${id}`),
    onPress: () => setMonth(to),
  });
  /** To the month before what is shown, and to the one after it when that has begun. */
  const actions = (shown: string, billedTo: string | undefined): Action[] => [
    action('monthBefore', addMonths(shown, -1)),
    ...(isComplete(shown, billedTo)
      ? [action('monthAfter', addMonths(shown, 1))]
      : []),
  ];
  return { month, actions };
}
