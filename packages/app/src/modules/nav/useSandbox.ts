import { configApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The sandbox that this portal runs beside; undefined in production. */
export function useSandbox(): { controlUrl: string } | undefined {
  const controlUrl = useApi(configApiRef).getOptionalString(
    'app.sandbox.controlUrl',
  );
  return controlUrl ? { controlUrl } : undefined;
}
