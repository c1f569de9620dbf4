import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link Loading}. */
export interface LoadingProps {
  /** What comes: one line of text, a card of rows, or a whole page. */
  shape?: 'line' | 'card' | 'page';
  /** Rows of a card; as many as usually come. */
  rows?: number;
}

function Bar({ width, tall }: { width: string; tall?: boolean }) {
  return (
    <span
      className={tall ? 'tl-skeleton tl-skeleton--tall' : 'tl-skeleton'}
      style={{ inlineSize: width }}
    />
  );
}

const WIDTHS = ['100%', '82%', '91%', '76%'];

function Card({ rows }: { rows: number }) {
  return (
    <span className="tl-loading__card">
      <span className="tl-loading__row">
        <Bar width="132px" />
        <Bar width="56px" />
      </span>
      {Array.from({ length: rows }, (_, row) => (
        <Bar key={row} width={WIDTHS[row % WIDTHS.length]} />
      ))}
    </span>
  );
}

/** The shape of what comes, visible only after 200 ms. */
export function Loading({ shape = 'card', rows = 3 }: LoadingProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  return (
    <div className="tl-loading" data-shape={shape} role="status" aria-busy>
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      <span className="tl-loading__shape" aria-hidden>
        {shape === 'line' && <Bar width="60%" />}
        {shape === 'card' && <Card rows={rows} />}
        {shape === 'page' && (
          <>
            <Bar width="260px" tall />
            <Bar width="340px" />
            <Card rows={1} />
            <Card rows={3} />
            <Card rows={rows} />
          </>
        )}
      </span>
    </div>
  );
}
