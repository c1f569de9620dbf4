import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRuntime, explainNpmFailure } from './node24.mjs';

const machine = {
  version: '20.11.1',
  platform: 'linux',
  arch: 'x64',
  musl: false,
};

test('Node 24 is used as it is', () => {
  assert.deepEqual(chooseRuntime({ ...machine, version: '24.3.0' }), {
    kind: 'current',
  });
});

for (const [platform, arch] of [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
] as const) {
  for (const version of ['20.0.0', '22.21.0', '26.1.0']) {
    test(`Node ${version} on ${platform} ${arch} fetches a Node 24 package`, () => {
      const runtime = chooseRuntime({ ...machine, version, platform, arch });
      assert.equal(runtime.kind, 'package');
      assert.match(
        runtime.kind === 'package' ? runtime.spec : '',
        new RegExp(`^node-(bin-)?${platform}-${arch}@24\\.\\d+\\.\\d+$`),
      );
    });
  }
}

const refusals: [string, Partial<typeof machine>, RegExp][] = [
  ['an old Node', { version: '18.20.4' }, /needs Node 20 or newer.*18\.20\.4/],
  ['an unreadable version', { version: 'x' }, /needs Node 20/],
  ['Windows', { platform: 'win32' }, /WSL/],
  ['musl', { musl: true }, /with musl; install Node 24/],
  ['another processor', { arch: 'riscv64' }, /linux on riscv64/],
];
for (const [what, change, sentence] of refusals) {
  test(`${what} is refused in one sentence`, () => {
    const runtime = chooseRuntime({ ...machine, ...change });
    assert.equal(runtime.kind, 'refuse');
    assert.match(runtime.kind === 'refuse' ? runtime.reason : '', sentence);
  });
}

test('what npm prints becomes a sentence', () => {
  const cases: [string, RegExp][] = [
    ['npm error code ENOTFOUND', /cannot be reached/],
    ['npm error code ENOSPC', /disk is full/],
    ['npm error code EACCES', /must be writable/],
    ['npm error code E404', /see what npm says above/],
  ];
  for (const [output, sentence] of cases) {
    assert.match(explainNpmFailure(output), sentence);
  }
});
