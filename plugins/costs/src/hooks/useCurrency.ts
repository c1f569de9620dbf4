import { useQueryParam } from '@textloom/ui';

/** The currency that the reader chose, which lives in the address; absent is the one of most of the bill. */
export function useCurrency(): [
  string | undefined,
  (currency: string) => void,
] {
  const [text, set] = useQueryParam('currency');
  return [/^[A-Z]{3}$/.test(text) ? text : undefined, set];
}
