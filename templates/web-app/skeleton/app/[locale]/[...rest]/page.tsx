import { notFound } from 'next/navigation';

/** Any address that no page has: gives it the site's own answer. */
export default function Unknown(): never {
  notFound();
}
