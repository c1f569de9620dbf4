import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Json, JsonObject, listOf, objectOf } from '../covering/json';
import { run } from '../tools/run';
import { emittedFiles, textOf, writtenFiles } from './__testUtils__/emitted';
import { describeWith } from './__testUtils__/tools';

const PATH = 'observability/alertmanager/alertmanager.yaml';
const textWith = (wecom: boolean) => textOf(emittedFiles({ wecom }), PATH);
const text = textWith(true);

/** Runs a tool on a configuration that may have been changed. */
async function amtool(config: string, ...args: string[]) {
  const written = await writtenFiles(new Map([['a.yaml', config]]));
  try {
    const file = join(written.folder, 'a.yaml');
    return await run(
      'amtool',
      args.map(arg => (arg === 'FILE' ? file : arg)),
    );
  } finally {
    written.remove();
  }
}

/** The receivers of an alert, as Alertmanager's own router finds them. */
async function receivers(config: string, ...labels: string[]): Promise<string> {
  const { stdout } = await amtool(
    config,
    ...['config', 'routes', 'test', '--config.file', 'FILE'],
    ...['alertname=Example', ...labels],
  );
  return stdout.trim();
}

const ROUTES: [labels: string[], receivers: string][] = [
  [['severity=P0'], 'status-page,P0'],
  [
    ['severity=P0', 'service=video-search', 'namespace=textloom'],
    'status-page,P0',
  ],
  // Users do not see it.
  [['severity=P0', 'service=backup'], 'P0'],
  [['severity=P1'], 'P1'],
  [['severity=P2'], 'P2'],
  // Nothing is lost.
  [['severity=critical'], 'P2'],
  [[], 'P2'],
];

describeWith('amtool')('routes, by amtool', () => {
  it.each([true, false])('are a configuration (WeCom: %s)', async wecom => {
    const { code, stdout } = await amtool(
      textWith(wecom),
      'check-config',
      'FILE',
    );
    expect(stdout).toMatch(/4 receivers/);
    expect(code).toBe(0);
  });

  it.each(ROUTES)('lead %j to %s', async (labels, expected) => {
    expect(await receivers(text, ...labels)).toBe(expected);
  });

  it.each([
    ['- matchers: [\'severity="P1"\']', '- matchers: [\'severity="P3"\']'],
    ['      continue: true\n', ''],
    [', \'service!="backup"\'', ''],
    ['  receiver: P2\n  group_by', '  receiver: P1\n  group_by'],
  ])('would be noticed if they changed (%#)', async (from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const found = await Promise.all(
      ROUTES.map(([labels]) => receivers(changed, ...labels)),
    );
    expect(found).not.toEqual(ROUTES.map(([, expected]) => expected));
  });
});

/** Integrations of each receiver, without their content. */
function integrations(config: JsonObject): Record<string, string[]> {
  return Object.fromEntries(
    listOf(config.receivers).map(item => {
      const { name, ...rest } = objectOf(item);
      return [String(name), Object.keys(rest).sort()];
    }),
  );
}

describe('receivers', () => {
  const read = (wecom: boolean) => objectOf(parse(textWith(wecom)) as Json);

  it('are those of the architecture', () => {
    expect(integrations(read(false))).toEqual({
      P0: ['email_configs', 'pagerduty_configs', 'slack_configs'],
      P1: ['email_configs', 'pagerduty_configs', 'slack_configs'],
      P2: ['email_configs', 'slack_configs'],
      'status-page': ['webhook_configs'],
    });
    const withWecom = integrations(read(true));
    for (const severity of ['P0', 'P1', 'P2']) {
      expect(withWecom[severity]).toContain('webhook_configs');
    }
  });

  it('are told again after the time in which somebody should have answered', () => {
    const routes = listOf(objectOf(read(true).route).routes).map(objectOf);
    expect(
      routes.map(({ receiver, repeat_interval }) => [
        receiver,
        repeat_interval,
      ]),
    ).toEqual([
      ['status-page', '2h'],
      ['P0', '15m'],
      ['P1', '30m'],
      ['P2', '2h'],
    ]);
  });

  it('are woken by P0 only, with another key', () => {
    const keys = listOf(read(true).receivers)
      .map(objectOf)
      .flatMap(({ name, pagerduty_configs }) =>
        listOf(pagerduty_configs)
          .map(objectOf)
          .map(config => [
            name,
            config.severity,
            String(config.routing_key_file).split('/').pop(),
          ]),
      );
    expect(keys).toEqual([
      ['P0', 'critical', 'pagerduty_key'],
      ['P1', 'warning', 'pagerduty_low_urgency_key'],
    ]);
  });

  it('hold no secret but by file', () => {
    const SECRET =
      /(?:_key|_password|_secret|_token|^api_url|slack_api_url|credentials)$/;
    const secrets = (value: Json): string[] =>
      Array.isArray(value)
        ? value.flatMap(secrets)
        : Object.entries(objectOf(value)).flatMap(([key, inner]) => [
            ...(SECRET.test(key) ? [key] : []),
            ...secrets(inner),
          ]);
    expect(secrets(read(true))).toEqual([]);
    // It would be found.
    expect(
      secrets(
        parse(
          stringify(read(true)).replace(/routing_key_file/g, 'routing_key'),
        ) as Json,
      ),
    ).toHaveLength(2);
  });

  it('are those of the form', () => {
    const other = textOf(
      emittedFiles({
        slackChannel: '#night-watch',
        alertEmail: 'a.b@example.com',
        domain: 'example.com',
      }),
      PATH,
    );
    expect(other).toContain('channel: "#night-watch"');
    expect(other).toContain('to: a.b@example.com');
    expect(other).toContain('smtp_from: alerts@example.com');
    expect(other).not.toContain('textloom.ai');
  });
});
