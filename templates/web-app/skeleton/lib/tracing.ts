import { site } from './site';

/**
 * Sends traces by OTLP over HTTP when the standard variable names a collector; nothing is loaded otherwise. Next.js makes the
 * spans, and continues those that the mesh began (W3C `traceparent`). Returns how to stop, after sending what is left.
 */
export async function startTracing(
  env: Readonly<Record<string, string | undefined>>,
): Promise<(() => Promise<void>) | undefined> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    return undefined;
  }
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, sdk] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ]);
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '');
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': env.OTEL_SERVICE_NAME ?? site.name,
      'service.version': env.RELEASE ?? 'local',
      'deployment.environment.name': env.ENVIRONMENT ?? 'local',
    }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }),
      ),
    ],
  });
  provider.register();
  return () => provider.shutdown();
}
