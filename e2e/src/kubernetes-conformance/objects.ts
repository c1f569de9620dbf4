/** A ConfigMap for the suite; `letters` makes it large. */
export function configMap(
  name: string,
  options: { labels?: Record<string, string>; letters?: number } = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: options.labels },
    data: { text: 'x'.repeat(options.letters ?? 3) },
  };
}

/** A Deployment without pods, with two containers. */
export function deployment(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'main', image: 'example.com/main:1' },
            { name: 'side', image: 'example.com/side:1' },
          ],
        },
      },
    },
  };
}

/** A definition of `widgets.example.com` with a status subresource. */
export function widgetDefinition() {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: {
        plural: 'widgets',
        singular: 'widget',
        kind: 'Widget',
        listKind: 'WidgetList',
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}
