/** A definition of a custom resource whose fields are all kept. */
export function aDefinition(
  group: string,
  kind: string,
  scope: 'Cluster' | 'Namespaced',
): object {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Groups under k8s.io are of the Kubernetes project, which this is told to have approved.
      annotations: {
        'api-approved.kubernetes.io':
          'https://github.com/kubernetes/kubernetes',
      },
    },
    spec: {
      group,
      scope,
      names: { kind, listKind: `${kind}List`, plural, singular },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
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
