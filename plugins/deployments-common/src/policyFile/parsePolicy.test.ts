import { readFileSync } from 'fs';
import { resolve } from 'path';
import fc from 'fast-check';
import { parsePolicy } from './parsePolicy';

const FILE = resolve(__dirname, '../../../../policies/deployments.yaml');

const prod = `
environments:
  - name: prod
    trigger: proposal
    refs: [refs/tags/v*]
    levels:
      - name: Lead
        approvals: 1
        groups: [owner]
`;

describe('parsePolicy', () => {
  it("reads the portal's own file", () => {
    const { policy, problems } = parsePolicy(readFileSync(FILE, 'utf8'));
    expect(problems).toBeUndefined();
    expect(policy?.environments.map(({ name }) => name)).toEqual([
      'dev',
      'test',
      'staging',
      'prod',
    ]);
    expect(policy?.environments[3]).toMatchObject({
      levels: [
        { name: 'Team lead', approvals: 1, unlocks: 25 },
        { name: 'SRE', approvals: 1, unlocks: 100 },
      ],
      strategy: {
        kind: 'canary',
        steps: [
          { weight: 5, soakMs: 15_000 },
          { weight: 25, soakMs: 15_000 },
          { weight: 50, soakMs: 15_000 },
          { weight: 100, soakMs: 0 },
        ],
      },
      limits: { errorRatePercent: 1, p95Ms: 500, minRequests: 20 },
      expiresAfterMs: 86_400_000,
    });
    expect(policy?.version).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same rules the same version, however they are written', () => {
    const { policy } = parsePolicy(prod);
    const other = prod
      .replace('[owner]', '\n          # who owns it\n          - owner')
      .replace('approvals: 1', 'approvals: 0x1');
    expect(parsePolicy(other).policy?.version).toBe(policy?.version);
    const stricter = prod.replace('approvals: 1', 'approvals: 2');
    expect(parsePolicy(stricter).policy?.version).not.toBe(policy?.version);
  });

  it.each([
    ['syntax', 'environments: [', 1, 'not valid YAML'],
    ['nothing', '', 1, 'The policy must be a mapping'],
    ['a key twice', `${prod}environments: []\n`, 10, 'not valid YAML'],
    ['an unknown key', `${prod}    colour: red\n`, 10, 'has no key "colour"'],
    [
      'a wrong type',
      prod.replace('approvals: 1', 'approvals: "1"'),
      8,
      'approvals must be a whole number from 1 to 20.',
    ],
    [
      'NaN',
      prod.replace('approvals: 1', 'approvals: .nan'),
      8,
      'approvals must be a whole number',
    ],
    [
      'a fraction',
      prod.replace('approvals: 1', 'approvals: 1.5'),
      8,
      'approvals must be a whole number',
    ],
    [
      'a missing value',
      prod.replace('    trigger: proposal\n', ''),
      3,
      'trigger must be automatic or manual or proposal.',
    ],
    [
      'an unknown duration',
      `${prod}    soak: 5 minutes\n`,
      10,
      'soak must be a duration such as',
    ],
    [
      'a number as duration',
      `${prod}    soak: 30\n`,
      10,
      'soak must be a duration such as',
    ],
    [
      'a time without end',
      `${prod}    soak: 9999999999d\n`,
      10,
      'soak must be a duration such as',
    ],
    [
      'more minima than seats',
      prod.replace('[owner]', '[{ group: owner, atLeast: 2 }]'),
      8,
      'need 2 seats, but approvals is 1',
    ],
    ['no group', prod.replace('[owner]', '[]'), 9, 'needs at least one group'],
    [
      'a group twice',
      prod.replace('[owner]', '[owner, owner]'),
      9,
      'names a group twice',
    ],
    [
      'a group that is none',
      prod.replace('[owner]', '[everybody]'),
      9,
      'A group must be owner or',
    ],
    ['no levels', prod.slice(0, prod.indexOf('    levels')), 3, 'needs levels'],
    [
      'levels without proposals',
      prod.replace('trigger: proposal', 'trigger: manual'),
      4,
      'its trigger must be proposal',
    ],
    [
      'a last level below 100 %',
      `${prod}        unlocks: 50 %\n`,
      7,
      'must unlock 100 %, not 50 %',
    ],
    [
      'levels that do not rise',
      `${prod}      - { name: SRE, approvals: 1, groups: [owner] }\n`,
      10,
      'must unlock more than the 100 % of the level before',
    ],
    [
      'a level twice',
      `${prod}        unlocks: 5 %\n      - { name: Lead, approvals: 1, groups: [owner] }\n`,
      11,
      'There is another level "Lead" before.',
    ],
    [
      'ignoresBaseline with levels',
      `${prod}        unlocks: 5 %\n      - { name: SRE, approvals: 1, groups: [owner] }\n    ignoresBaseline: true\n`,
      12,
      'at most one level',
    ],
    [
      'steps that fall',
      `${prod}    strategy: { kind: canary, steps: [{ weight: 50 }, { weight: 5 }, { weight: 100 }] }\n`,
      10,
      '5 % comes after 50 %',
    ],
    [
      'steps that end early',
      `${prod}    strategy: { kind: canary, steps: [{ weight: 50 }] }\n`,
      10,
      'The last step must be 100 %, not 50.',
    ],
    [
      'no steps',
      `${prod}    strategy: { kind: canary }\n`,
      10,
      'The last step must be 100 %',
    ],
    [
      'steps without canary',
      `${prod}    strategy: { kind: blue-green, soak: 5m, steps: [] }\n`,
      10,
      'has no steps',
    ],
    [
      'more than all traffic',
      `${prod}        unlocks: 101 %\n`,
      10,
      'unlocks must be a share of traffic from 0 to 100 %',
    ],
    [
      'an environment twice',
      prod + prod.slice(prod.indexOf('  - name')),
      10,
      'There is another environment "prod" before.',
    ],
    [
      'a ref that is none',
      prod.replace('refs/tags/v*', 'main'),
      5,
      'A ref must be a Git ref',
    ],
    [
      'a ref of many stars',
      prod.replace('refs/tags/v*', 'refs/tags/*a*a*a*a'),
      5,
      'A ref must be a Git ref',
    ],
    [
      'no refs',
      prod.replace('[refs/tags/v*]', '[]'),
      5,
      'refs must not be empty',
    ],
    [
      'a gate of no kind',
      `${prod}    gates: [{ kind: prayer }]\n`,
      10,
      'kind must be ci or',
    ],
    [
      "another gate's key",
      `${prod}    gates: [{ kind: ci, min: 80 }]\n`,
      10,
      'A gate of kind ci has no key "min"',
    ],
    [
      'a gate twice',
      `${prod}    gates: [{ kind: ci }, { kind: ci }]\n`,
      10,
      'There is another gate "ci" before.',
    ],
    [
      'an slo without bound',
      `${prod}    gates: [{ kind: slo, name: x, query: up }]\n`,
      10,
      'needs max or min',
    ],
    [
      'a soak nowhere',
      `${prod}    gates: [{ kind: soak, environment: moon, for: 5m }]\n`,
      3,
      'soaks in "moon"',
    ],
    [
      'a soak in itself',
      `${prod}    gates: [{ kind: soak, environment: prod, for: 5m }]\n`,
      3,
      'another environment of this file',
    ],
    [
      'a gate that asks files',
      `${prod}    gates: [{ kind: http, name: x, url: "file:///etc/passwd" }]\n`,
      10,
      'an http or https address',
    ],
    [
      'a gate with a password',
      `${prod}    gates: [{ kind: http, name: x, url: "http://a:b@c" }]\n`,
      10,
      'without user name and password',
    ],
    [
      'a gate that never answers',
      `${prod}    gates: [{ kind: http, name: x, url: "http://c", timeout: 1h }]\n`,
      10,
      'timeout must be from 1s to 30s',
    ],
    [
      'a freeze backwards',
      `${prod}freezes: [{ name: x, reason: y, from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z }]\n`,
      10,
      'must end after it begins',
    ],
    [
      'a freeze without zone',
      `${prod}freezes: [{ name: x, reason: y, from: 2026-01-02T00:00:00, to: 2026-01-03T00:00:00Z }]\n`,
      10,
      'a time with its zone',
    ],
    [
      'a freeze of no length',
      `${prod}freezes: [{ name: x, reason: y, weekly: { from: Fri 18:00, to: Fri 18:00 } }]\n`,
      10,
      'must not end where it begins',
    ],
    [
      'a freeze of no day',
      `${prod}freezes: [{ name: x, reason: y, weekly: { from: Fry 18:00, to: Mon 06:00 } }]\n`,
      10,
      'Fri 18:00',
    ],
    [
      'a freeze of both kinds',
      `${prod}freezes: [{ name: x, reason: y, to: 2026-01-01T00:00:00Z, weekly: { from: Fri 18:00, to: Mon 06:00 } }]\n`,
      10,
      'either weekly, or from and to',
    ],
    [
      'a freeze nowhere',
      `${prod}freezes: [{ name: x, reason: y, environments: [moon], weekly: { from: Fri 18:00, to: Mon 06:00 } }]\n`,
      10,
      "names of the file's environments: prod",
    ],
    ['an alias', `x: &x 1\n${prod}`, 1, 'has no key "x"'],
    [
      'an alias as value',
      prod.replace('[owner]', '&g [owner]').replace('[refs/tags/v*]', '*g'),
      5,
      'Aliases are not read here',
    ],
    [
      'a severity that is none',
      `${prod}breakGlass: { groups: [owner], severities: [P9] }\n`,
      10,
      'severities must be P0 or P1 or P2',
    ],
    [
      'a prototype',
      `${prod}__proto__: { freezes: [] }\n`,
      10,
      'has no key "__proto__"',
    ],
    [
      'a tag that makes objects',
      `${prod}freezes: !!js/function "x"\n`,
      10,
      'freezes must be a list',
    ],
  ])('names %s by its line', (_, text, line, message) => {
    const { policy, problems } = parsePolicy(text);
    expect(policy).toBeUndefined();
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          line,
          message: expect.stringContaining(message),
        }),
      ]),
    );
  });

  it('tells all problems at once, in the order of lines', () => {
    const text = prod
      .replace('proposal', 'sometimes')
      .replace('approvals: 1', 'approvals: 0');
    expect(parsePolicy(text).problems?.map(({ line }) => line)).toEqual([4, 8]);
  });

  it('refuses aliases rather than expanding them', () => {
    const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 30; level++) {
      const row = Array(9)
        .fill(`*a${level - 1}`)
        .join(', ');
      lines.push(`k${level}: &a${level} [${row}]`);
    }
    const { problems } = parsePolicy(`${lines.join('\n')}\nenvironments: *a29`);
    expect(problems?.map(({ message }) => message)).toContainEqual(
      'Aliases are not read here; write the value again.',
    );
  });

  it.each([
    ['long', 'x'.repeat(300_000), 'at most 262144 characters'],
    ['deep', '['.repeat(100_000), 'not valid YAML'],
    ['of many problems', 'a: 1\n'.repeat(5_000), 'not valid YAML'],
  ])('bounds what is too %s', (_, text, message) => {
    const { problems = [] } = parsePolicy(text);
    expect(problems.length).toBeLessThanOrEqual(100);
    expect(problems[0].message).toContain(message);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .tuple(fc.nat(prod.length), fc.string())
            .map(([at, text]) => prod.slice(0, at) + text + prod.slice(at)),
        ),
        text => {
          const { policy, problems } = parsePolicy(text);
          expect(policy === undefined).toBe(problems !== undefined);
          problems?.forEach(({ line, column }) => {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
          });
        },
      ),
    );
  });
});
