/**
 * A kubeconfig (YAML) with one context per cluster; the first is current. It names the TLS side of each cluster,
 * because kubectl keeps its token to itself on plain HTTP.
 */
export function kubeconfig(
  clusters: { name: string; url: string }[],
  credentials: { token: string; caData: string },
): string {
  const lines = ['apiVersion: v1', 'kind: Config', 'clusters:'];
  for (const { name, url } of clusters) {
    lines.push(
      `  - name: ${name}`,
      '    cluster:',
      `      server: ${url.replace(/^http:/, 'https:')}`,
      `      certificate-authority-data: ${credentials.caData}`,
    );
  }
  lines.push(
    'users:',
    '  - name: sandbox',
    '    user:',
    `      token: ${JSON.stringify(credentials.token)}`,
    'contexts:',
  );
  for (const { name } of clusters) {
    lines.push(
      `  - name: ${name}`,
      '    context:',
      `      cluster: ${name}`,
      '      user: sandbox',
    );
  }
  lines.push(`current-context: ${clusters[0].name}`);
  return `${lines.join('\n')}\n`;
}
