import Link from 'next/link';
import { LOCALES } from '@/lib/locale';
import { messagesOf } from '@/lib/messages';

/** Says it in every language: this page is not told which one the address asked for. */
export default function NotFound() {
  return (
    <main>
      {LOCALES.map(locale => {
        const t = messagesOf(locale);
        return (
          <p key={locale} lang={locale}>
            {t.notFound} <Link href={`/${locale}`}>{t.home}</Link>
          </p>
        );
      })}
    </main>
  );
}
