import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startProcess, waitUntilReady } from './processes';

/** A server of its own, with its files in a folder that goes with it. */
export interface MonitoringServer {
  url: string;
  stop(): Promise<void>;
}

const PROMETHEUS = '/usr/bin/prometheus';
const ALERTMANAGER = '/usr/bin/prometheus-alertmanager';

/** Who may ask a server that asks for a password. */
export const PERSON = { username: 'admin', password: 'test' };
/** The password by bcrypt, as Prometheus' guide to basic authentication has it. */
const HASH = '$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay';

/** Why the servers cannot be started here; undefined when they can. */
export function monitoringMissing(): string | undefined {
  const absent = [PROMETHEUS, ALERTMANAGER].filter(path => !existsSync(path));
  return absent.length > 0
    ? `${absent.join(' and ')} not installed`
    : undefined;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`)
    .then(({ status }) => status === 200 || status === 401)
    .catch(() => false);
}

async function start(
  program: string,
  config: string,
  argsOf: (file: string, folder: string, port: number) => string[],
): Promise<MonitoringServer> {
  const folder = await mkdtemp(join(tmpdir(), 'monitoring-'));
  const file = join(folder, 'config.yml');
  await writeFile(file, config);
  await writeFile(
    join(folder, 'web.yml'),
    JSON.stringify({ basic_auth_users: { [PERSON.username]: HASH } }),
  );
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const server = startProcess(program, argsOf(file, folder, port));
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(program, server, () => isReady(url), 30_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/**
 * A Prometheus that scrapes one exporter every second; with a password, only {@link PERSON} may ask.
 * @param scrape - more of Prometheus's `scrape_config`
 */
export function startPrometheus(
  target: string,
  withPassword = false,
  scrape: Record<string, unknown> = {},
): Promise<MonitoringServer> {
  const config = JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      {
        job_name: 'exporter',
        honor_labels: true,
        static_configs: [{ targets: [target] }],
        ...scrape,
      },
    ],
  });
  return start(PROMETHEUS, config, (file, folder, port) => [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
    ...(withPassword ? [`--web.config.file=${join(folder, 'web.yml')}`] : []),
  ]);
}

/** An Alertmanager that tells nobody. */
export function startAlertmanager(): Promise<MonitoringServer> {
  const config = JSON.stringify({
    route: { receiver: 'nobody', group_wait: '1s' },
    receivers: [{ name: 'nobody' }],
  });
  return start(ALERTMANAGER, config, (file, folder, port) => [
    `--config.file=${file}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ]);
}
