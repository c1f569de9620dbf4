import { aRelease } from '../testUtils';
import {
  adoptRequestSchema,
  idempotencyKeySchema,
  proposalsQuerySchema,
  releaseRequestSchema,
  voteRequestSchema,
} from './requests';

const { id, createdAt, ...release } = aRelease();

describe('requests', () => {
  it('takes a release, and its people in lower case', () => {
    const parsed = releaseRequestSchema.parse({
      ...release,
      builder: ' CI-Bot ',
    });
    expect(parsed.builder).toBe('ci-bot');
    expect([id, createdAt]).toBeDefined();
  });

  it.each([
    [
      'a tag instead of a digest',
      { images: [{ repository: 'r', digest: 'latest' }] },
    ],
    ['no image', { images: [] }],
    ['a version that is none', { version: 'newest' }],
    ['a short commit', { commit: 'abc' }],
    ['a bare branch', { ref: 'main' }],
    ['a service that is a path', { service: '../x' }],
    [
      'NaN',
      { evidence: [{ kind: 'ci', outcome: 'passed', source: 's', at: NaN }] },
    ],
    [
      'a link that runs',
      {
        evidence: [
          {
            kind: 'ci',
            outcome: 'passed',
            source: 's',
            at: 1,
            url: 'data:text/html,x',
          },
        ],
      },
    ],
    ['too many commits', { commits: Array(501).fill(release.commits[0]) }],
  ])('refuses %s', (_, change) => {
    expect(
      releaseRequestSchema.safeParse({ ...release, ...change }).success,
    ).toBe(false);
  });

  it.each([
    [{ verdict: 'approve', fingerprint: 'f'.repeat(64) }, true],
    [{ verdict: 'approve', fingerprint: 'F'.repeat(64) }, false],
    [{ verdict: 'maybe', fingerprint: 'f'.repeat(64) }, false],
    [{ verdict: 'reject', fingerprint: 'f'.repeat(64), level: -1 }, false],
    [{ verdict: 'reject', fingerprint: 'f'.repeat(64), comment: ' ' }, false],
    [
      {
        verdict: 'reject',
        fingerprint: 'f'.repeat(64),
        comment: 'x'.repeat(2001),
      },
      false,
    ],
  ])('votes %#', (body, valid) => {
    expect(voteRequestSchema.safeParse(body).success).toBe(valid);
  });

  it.each([
    [{ running: [`r/api@sha256:${'a'.repeat(64)}`], reason: 'r' }, true],
    [{ running: [], reason: 'r' }, true],
    [{ running: ['r/api:latest'], reason: 'r' }, false],
    [{ running: [`r/api@sha256:${'a'.repeat(64)}`], reason: ' ' }, false],
    [{ reason: 'r' }, false],
  ])('adopts %#', (body, valid) => {
    expect(adoptRequestSchema.safeParse(body).success).toBe(valid);
  });

  it('bounds lists and keys', () => {
    expect(proposalsQuerySchema.parse({}).limit).toBe(50);
    expect(proposalsQuerySchema.safeParse({ limit: '201' }).success).toBe(
      false,
    );
    expect(idempotencyKeySchema.safeParse('k'.repeat(15)).success).toBe(false);
    expect(idempotencyKeySchema.safeParse('k'.repeat(16)).success).toBe(true);
  });
});
