import Link from 'next/link';
import { notFound } from 'next/navigation';
import { isLocale, languageOf, LOCALES } from '@/lib/locale';
import { messagesOf } from '@/lib/messages';
import { site } from '@/lib/site';

export default async function Home({
  params,
}: {
  params: Promise<{ locale: string }>;
}) {
  const { locale } = await params;
  if (!isLocale(locale)) {
    notFound();
  }
  const t = messagesOf(locale);
  return (
    <>
      <main>
        <h1>{site.title}</h1>
        <p>{site.description}</p>
        <p>{t.welcome}</p>
        <p>{t.next}</p>
      </main>
      <footer>
        <nav aria-label={t.language}>
          {LOCALES.map(other => (
            <Link
              key={other}
              href={`/${other}`}
              hrefLang={languageOf(other).tag}
              aria-current={other === locale ? 'true' : undefined}
            >
              {languageOf(other).name}
            </Link>
          ))}
        </nav>
        <small>
          {t.version} {process.env.RELEASE ?? 'local'}
        </small>
      </footer>
    </>
  );
}
