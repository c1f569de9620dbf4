import { useEffect } from 'react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';

const PRODUCT = 'TextLoom Portal';

/** The portal's name, as its configuration has it. */
export function useProductTitle(): string {
  return useApi(configApiRef).getOptionalString('app.title') ?? PRODUCT;
}

/** Properties of {@link DocumentTitle}. */
export interface DocumentTitleProps {
  /** From the subject to what it is part of: `textloom-prod`, `Clusters`. The product follows by itself. */
  parts: string[];
}

/** Names the page in the browser's tab and history: `textloom-prod · Clusters · TextLoom Portal`. */
export function DocumentTitle({ parts }: DocumentTitleProps) {
  const product = useProductTitle();
  const title = [...new Set([...parts, product])].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
