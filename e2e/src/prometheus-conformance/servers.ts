import { Sandbox, startSandbox } from '@textloom/sandbox';
import { MonitoringServer, startPrometheus } from '../harness/monitoring';

export const TOKEN = 'admin';
const CLUSTER = 'textloom-prod';

/** The sandbox, and a real Prometheus that scrapes its exporters. */
export interface Servers {
  sandbox: Sandbox;
  real: MonitoringServer;
  /** What each answers to the same request. */
  ask(path: string, form: Record<string, string>): Promise<Answers>;
}

export interface Answers {
  real: Answer;
  sandbox: Answer;
}

/** Status and body of an answer of Prometheus's API. */
export interface Answer {
  status: number;
  body: {
    status: string;
    errorType?: string;
    error?: string;
    data?: { resultType: string; result: unknown };
  };
}

/** Labels that Prometheus gives to what it scrapes, where the exporter gave none. */
const withoutTarget = (label: string, value: string) => ({
  source_labels: [label],
  regex: value.replace(/\./g, '\\.'),
  target_label: label,
  replacement: '',
});

/** Starts both; what was started is stopped again when one fails. */
export async function startServers(): Promise<Servers> {
  const sandbox = await startSandbox({ port: 0, token: TOKEN });
  try {
    const { host } = new URL(sandbox.controlUrl);
    const real = await startPrometheus(host, false, {
      job_name: 'sandbox',
      metrics_path: `/exporters/${CLUSTER}/metrics`,
      authorization: { credentials: TOKEN },
      metric_relabel_configs: [
        withoutTarget('job', 'sandbox'),
        withoutTarget('instance', host),
      ],
    });
    const simulated = `${sandbox.controlUrl}/prometheus/${CLUSTER}`;
    return {
      sandbox,
      real,
      ask: async (path, form) => ({
        real: await post(`${real.url}${path}`, form),
        sandbox: await post(`${simulated}${path}`, form),
      }),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

async function post(
  url: string,
  form: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.json() };
}
