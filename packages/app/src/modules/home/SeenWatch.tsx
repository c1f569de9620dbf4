import { useLocation } from 'react-router-dom';
import { useSeenWhileBroken } from './TryIt';

/** Watches the address for the home page's second step; draws nothing. */
export function SeenWatch() {
  useSeenWhileBroken(useLocation().pathname);
  return null;
}
