import { createServer, Server } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventually,
  freePorts,
  start,
  Started,
} from '../python/__testUtils__/servers';
import {
  emittedFiles,
  FileFolder,
  textOf,
  writtenFiles,
} from './__testUtils__/emitted';
import { Receivers, startReceivers } from './__testUtils__/receivers';
import { describeWith } from './__testUtils__/tools';

jest.setTimeout(120_000);

const files = emittedFiles();
const FAR = 4e9;

/** What the exporters of the platform say; all is well but for what is changed. */
const metrics = (network: string) => ({
  'node-exporter': `
node_cpu_seconds_total{mode="idle"} 1
node_memory_MemAvailable_bytes 19
node_memory_MemTotal_bytes 100
node_filesystem_avail_bytes{mountpoint="/",fstype="xfs"} 10
node_filesystem_size_bytes{mountpoint="/",fstype="xfs"} 100
velero_backup_last_successful_timestamp{schedule="velero-hourly"} ${FAR}
velero_backup_last_successful_timestamp{schedule="velero-daily"} ${FAR}
velero_backup_last_successful_timestamp{schedule="velero-weekly"} ${FAR}
certmanager_certificate_expiration_timestamp_seconds{name="textloom"} ${FAR}
`,
  'network-latency': network,
});
const BAD = 'probe_success 0\nprobe_duration_seconds 0.2\n';
const GOOD = 'probe_success 1\nprobe_duration_seconds 0.01\n';

/** The emitted configuration of Alertmanager with addresses of this test, and without its waits. */
function alertmanagerConfig(
  receivers: Receivers,
  bridge: number,
  folder: string,
) {
  const changes: [RegExp | string, string][] = [
    [
      /\/etc\/alertmanager\/secrets\/alertmanager-receivers/g,
      join(folder, 'secrets'),
    ],
    [
      '/etc/alertmanager/config/',
      `${join(folder, 'observability/alertmanager')}/`,
    ],
    ['smtp.textloom.ai:587', `127.0.0.1:${receivers.mailPort}`],
    ['smtp_require_tls: true', 'smtp_require_tls: false'],
    [/http:\/\/alert-bridge\.monitoring:8080/g, `http://127.0.0.1:${bridge}`],
    [
      'global:\n',
      `global:\n  pagerduty_url: http://127.0.0.1:${receivers.httpPort}/pagerduty\n`,
    ],
    [/group_(wait|interval): \w+/g, 'group_$1: 1s'],
  ];
  return changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return changed;
  }, textOf(files, 'observability/alertmanager/alertmanager.yaml'));
}

/** The emitted rules; a limit counts at once, missing data as late as it is emitted. */
const impatient = (rules: string) =>
  rules.replace(/(- alert: (?!\w+Missing\b)\w+[\s\S]*?for: )\w+/g, '$10s');

async function prometheusConfig(
  folder: string,
  exporter: number,
  alertmanager: number,
) {
  for (const topic of ['system', 'platform']) {
    const path = `observability/prometheus/rules/${topic}.yaml`;
    await writeFile(join(folder, path), impatient(textOf(files, path)));
  }
  const scrape = Object.keys(metrics('')).map(
    job => `  - job_name: ${job}
    metrics_path: /${job}
    static_configs: [{ targets: ['127.0.0.1:${exporter}'] }]
`,
  );
  return `global: { scrape_interval: 500ms, evaluation_interval: 500ms }
rule_files: [observability/prometheus/rules/system.yaml, observability/prometheus/rules/platform.yaml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${alertmanager}'] }] }] }
scrape_configs:
${scrape.join('')}`;
}

describeWith('prometheus', 'prometheus-alertmanager')(
  'alerts of a real Prometheus, by a real Alertmanager',
  () => {
    let written: FileFolder;
    let receivers: Receivers;
    let exporter: Server;
    let network = BAD;
    const running: Started[] = [];

    /** Which alerts have reached which receiver so far. */
    function reached(): Record<string, string[]> {
      const found: Record<string, Set<string>> = {};
      for (const { to, text } of receivers.deliveries) {
        for (const [, alert] of text.matchAll(
          /\b(DataUnreachable|NodeDiskFull|NetworkLatencyHigh|NodeHighMemory|\w+Missing)\b/g,
        )) {
          (found[to] ??= new Set()).add(alert);
        }
      }
      return Object.fromEntries(
        Object.entries(found).map(([to, alerts]) => [to, [...alerts].sort()]),
      );
    }

    beforeAll(async () => {
      written = await writtenFiles(files);
      const { folder } = written;
      receivers = await startReceivers();
      exporter = createServer((request, response) => {
        const job = String(request.url).slice(1);
        response.end(
          Object.entries(metrics(network)).find(([name]) => name === job)?.[1],
        );
      });
      const [exporterPort, prometheus, alertmanager, bridge] = await freePorts(
        4,
      );
      exporter.listen(exporterPort, '127.0.0.1');
      const address = `http://127.0.0.1:${receivers.httpPort}`;
      const secrets = {
        pagerduty_key: 'key-that-wakes',
        pagerduty_low_urgency_key: 'key-that-waits',
        slack_webhook_url: `${address}/slack`,
        smtp_password: 'a-password',
        wecom_webhook_url: `${address}/wecom`,
        statuspage_component_url: `${address}/status`,
        statuspage_token: 'status-token',
      };
      await mkdir(join(folder, 'secrets'));
      for (const [name, value] of Object.entries(secrets)) {
        await writeFile(join(folder, 'secrets', name), value);
      }
      await writeFile(
        join(folder, 'alertmanager.yml'),
        alertmanagerConfig(receivers, bridge, folder),
      );
      await writeFile(
        join(folder, 'prometheus.yml'),
        await prometheusConfig(folder, exporterPort, alertmanager),
      );
      const log = (name: string) => ({ log: join(folder, `${name}.log`) });
      running.push(
        start(
          process.env.TEXTLOOM_PYTHON ?? 'python3',
          [join(folder, 'observability/alertmanager/bridge.py')],
          {
            ...log('bridge'),
            env: {
              ...process.env,
              PORT: String(bridge),
              SECRETS: join(folder, 'secrets'),
            },
          },
        ),
        start(
          'prometheus-alertmanager',
          [
            `--config.file=${join(folder, 'alertmanager.yml')}`,
            `--storage.path=${join(folder, 'alertmanager')}`,
            `--web.listen-address=127.0.0.1:${alertmanager}`,
            '--cluster.listen-address=',
          ],
          log('alertmanager'),
        ),
        start(
          'prometheus',
          [
            `--config.file=${join(folder, 'prometheus.yml')}`,
            `--storage.tsdb.path=${join(folder, 'prometheus')}`,
            `--web.listen-address=127.0.0.1:${prometheus}`,
          ],
          log('prometheus'),
        ),
      );
    });

    afterAll(async () => {
      await Promise.all(running.map(it => it.end()));
      exporter?.closeAllConnections();
      exporter?.close();
      await receivers?.stop();
      written?.remove();
    });

    const EXPECTED = {
      '/pagerduty': ['DataUnreachable', 'NodeDiskFull'],
      '/slack': ['DataUnreachable', 'NetworkLatencyHigh', 'NodeDiskFull'],
      '/wecom': ['DataUnreachable', 'NetworkLatencyHigh', 'NodeDiskFull'],
      mail: ['DataUnreachable', 'NetworkLatencyHigh', 'NodeDiskFull'],
    };

    it('reach exactly the receivers of their severity', async () => {
      const to = (path: string) =>
        receivers.deliveries.filter(delivery => delivery.to === path);
      await eventually(
        async () =>
          Object.entries(EXPECTED).every(
            ([path, alerts]) => reached()[path]?.length === alerts.length,
          ) && to('/status').length > 0
            ? true
            : undefined,
        'every receiver heard of its alerts',
        60_000,
      );
      // What should not come might come later.
      await sleep(3000);
      expect(reached()).toEqual(EXPECTED);
      // Of a node that is short of memory nothing is said while its disk is full: the same service, and worse.
      const pages = to('/pagerduty').map(({ text }) => JSON.parse(text));
      expect(
        pages
          .map(page => [page.routing_key, page.payload?.severity])
          .filter(([, severity]) => severity)
          .sort(),
      ).toEqual(
        expect.arrayContaining([
          ['key-that-waits', 'warning'],
          ['key-that-wakes', 'critical'],
        ]),
      );
      for (const page of pages) {
        expect(page.routing_key === 'key-that-wakes').toBe(
          page.payload.summary.startsWith('[P0]'),
        );
      }
      expect(
        to('/status').map(({ text, authorization }) => [
          JSON.parse(text),
          authorization,
        ]),
      ).toEqual(
        expect.arrayContaining([
          [{ component: { status: 'major_outage' } }, 'OAuth status-token'],
        ]),
      );
      expect(
        to('/slack').map(({ text }) => JSON.parse(text).channel),
      ).toContain('#alerts');
      const [mail] = to('mail').filter(({ text }) =>
        text.includes('DataUnreachable'),
      );
      expect(mail.text).toMatch(/To: sre@textloom\.ai/);
      expect(mail.text.replace(/=\n/g, '')).toMatch(
        /Answer within 15 minutes, resolve within 120 minutes/,
      );
    });

    it('are taken back where they were said', async () => {
      const before = receivers.deliveries.length;
      network = GOOD;
      const since = () => receivers.deliveries.slice(before);
      const operational = await eventually(
        async () =>
          since().find(
            ({ to, text }) => to === '/status' && text.includes('operational'),
          ),
        'the status page hears that all is well',
        60_000,
      );
      expect(JSON.parse(operational.text)).toEqual({
        component: { status: 'operational' },
      });
      await eventually(
        async () =>
          since().find(
            ({ to, text }) =>
              to === '/pagerduty' &&
              JSON.parse(text).event_action === 'resolve',
          ),
        'PagerDuty hears that all is well',
        60_000,
      );
    });
  },
);
