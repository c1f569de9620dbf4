import { describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';

function logged(env: Record<string, string>) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { lines, logger: createLogger(env, { write }) };
}

describe('logs', () => {
  it('are JSON with level, time, service, environment and release', () => {
    const { lines, logger } = logged({ ENVIRONMENT: 'prod', RELEASE: '1.2.0' });
    logger.warn({ count: 3 }, 'slow');
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        service: expect.any(String),
        environment: 'prod',
        release: '1.2.0',
        count: 3,
        msg: 'slow',
      },
    ]);
  });

  it('hide personal data in fields and messages', () => {
    const { lines, logger } = logged({});
    logger.info(
      { from: 'jane@example.com', password: 'x' },
      'from jane@example.com',
    );
    logger.error(new Error('jane@example.com'));
    expect(JSON.stringify(lines)).not.toContain('jane');
    expect(lines[0]).toMatchObject({
      password: '[hidden]',
      msg: 'from [email]',
    });
  });

  it('have the level of LOG_LEVEL, and info where that is misspelt', () => {
    expect(logged({ LOG_LEVEL: 'ERROR' }).logger.level).toBe('error');
    expect(logged({ LOG_LEVEL: 'loud' }).logger.level).toBe('info');
  });
});
