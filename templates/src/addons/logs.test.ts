import { parse } from 'yaml';
import { Json, listOf, objectOf } from '../covering/json';
import { at } from '../consistency/service';
import { emittedFiles, textOf } from './__testUtils__/emitted';

const files = emittedFiles();
const ROOT = 'observability/elasticsearch';
const CLASSES = ['access', 'app', 'audit', 'security'];

/** The templates of a file system of Elasticsearch, by the class of their logs. */
const templates = new Map(
  [...files].flatMap(([path, text]) => {
    const [, kind] =
      /elasticsearch\/templates\/logs-(\w+)\.json$/.exec(path) ?? [];
    return kind ? [[kind, JSON.parse(text) as Json] as const] : [];
  }),
);

describe('the life of logs', () => {
  const { policy } = JSON.parse(
    textOf(files, `${ROOT}/policies/textloom-logs.json`),
  );

  it('is hot for 7 days, warm until 30, cold until 90, and then over', () => {
    const ages = Object.entries(policy.phases).map(([phase, what]) => [
      phase,
      at(what, 'min_age'),
    ]);
    expect(ages).toEqual([
      ['hot', '0ms'],
      ['warm', '7d'],
      ['cold', '30d'],
      ['delete', '90d'],
    ]);
    // The age counts from the day on which an index is closed.
    expect(policy.phases.hot.actions.rollover.max_age).toBe('1d');
    expect(policy.phases.cold.actions).toHaveProperty('readonly');
    expect(Object.keys(policy.phases.delete.actions)).toEqual(['delete']);
  });

  it('has nodes for each phase, on storage that becomes cheaper', () => {
    const values = parse(
      textOf(files, 'addons/elasticsearch/values.yaml'),
    ) as Json;
    const nodes = listOf(objectOf(values).nodeSets).map(set => [
      at(
        set,
        'config',
        'node.roles',
        listOf(at(set, 'config', 'node.roles')).findIndex(role =>
          /data_(?:hot|warm|cold)/.test(String(role)),
        ),
      ),
      at(set, 'volumeClaimTemplates', 0, 'spec', 'storageClassName'),
    ]);
    expect(nodes).toEqual([
      ['data_hot', 'gp3'],
      ['data_warm', 'st1'],
      ['data_cold', 'sc1'],
    ]);
  });

  it('is that of each of the four classes', () => {
    expect([...templates.keys()].sort()).toEqual(CLASSES);
    for (const [kind, template] of templates) {
      expect(at(template, 'index_patterns')).toEqual([`logs-${kind}-*`]);
      expect(at(template, 'data_stream')).toEqual({});
      // Above the template for logs that Elasticsearch brings along.
      expect(Number(at(template, 'priority'))).toBeGreaterThan(100);
      expect(
        at(template, 'template', 'settings', 'index', 'lifecycle', 'name'),
      ).toBe('textloom-logs');
    }
  });

  it('covers everything that Filebeat and Logstash call a class', () => {
    const beats = textOf(files, 'addons/filebeat/values.yaml');
    const named = [...beats.matchAll(/class: (\w+)/g)].map(([, kind]) => kind);
    expect([...new Set(named)].sort()).toEqual(CLASSES);
    const pipeline = textOf(files, 'observability/logstash/logs.conf');
    const [, known] =
      /\[textloom\]\[class\] not in \[([^\]]*)\]/.exec(pipeline) ?? [];
    expect(known.match(/\w+/g)?.sort()).toEqual(CLASSES);
    expect(pipeline).toMatch(
      /"\[data_stream\]\[dataset\]" => "%\{\[textloom\]\[class\]\}"/,
    );
  });
});

describe('the pipeline of Logstash', () => {
  const pipeline = textOf(files, 'observability/logstash/logs.conf');

  it('keeps INFO, WARN and ERROR', () => {
    const kept = /\[log\]\[level\] not in \[([^\]]*)\]/.exec(pipeline)?.[1];
    expect(kept?.match(/\w+/g)).toEqual(['INFO', 'WARN', 'ERROR']);
    expect(pipeline).toMatch(/in \["DEBUG", "TRACE"\] \{ drop \{\} \}/);
  });

  it('closes every brace that it opens', () => {
    const code = pipeline
      .replace(/#.*$/gm, '')
      .replace(/"(?:\\.|[^"\\])*"/g, '')
      .replace(/\/(?:\\.|[^/\n])+\//g, '');
    let depth = 0;
    for (const brace of code.match(/[{}]/g) ?? []) {
      depth += brace === '{' ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  /** The substitutions in their order, on the same syntax of regular expressions. */
  function masked(line: string): string {
    const [, list] = /gsub => \[([\s\S]*?)\n\s*\]/.exec(pipeline) ?? [];
    const rows = [
      ...list.matchAll(/"message", "((?:\\.|[^"\\])*)", "((?:\\.|[^"\\])*)"/g),
    ];
    expect(rows).toHaveLength(6);
    return rows.reduce(
      (text, [, pattern, to]) =>
        text.replace(new RegExp(pattern, 'g'), to.replace(/\\(\d)/g, '$$$1')),
      line,
    );
  }

  it.each([
    ['mail to li.wei@example.com failed', 'li.wei'],
    ['call 13812345678 back', '13812345678'],
    ['card 4111 1111 1111 1111 refused', '1111 1111'],
    ['Authorization: Bearer abc.def-123', 'abc.def'],
    ['token eyJhbGciOi.eyJzdWIi.c2lnbmF0', 'eyJzdWIi'],
    [`{"password": "hunter22", "user": "7"}`, 'hunter22'],
    ['api_key=0a1b2c3d4e', '0a1b2c'],
  ])('masks what must not be kept: %s', (line, secret) => {
    expect(masked(line)).not.toContain(secret);
  });

  it.each([
    'GET /v1/videos/42 200 in 31 ms',
    '{"user": "7", "status": "done", "took": 1234}',
    '2026-01-02T03:04:05Z INFO rendered 12 frames',
  ])('leaves the rest as it is: %s', line => {
    expect(masked(line)).toBe(line);
  });
});
