import { Redactor, secretsOf } from './Redactor';

describe('Redactor', () => {
  const redactor = new Redactor(['hunter2000', 'hunter2000-and-more', 'abc']);

  it.each([
    ['uses hunter2000 twice: hunter2000', 'uses *** twice: ***'],
    ['hunter2000-and-more', '***'],
    ['abc is a word', 'abc is a word'],
    ['postgres://me:s3cret@host/db', 'postgres://me:***@host/db'],
    ["PASSWORD 'x' password='it is' end", "PASSWORD 'x' password=*** end"],
    ['token: eyJhbGciOi', 'token: ***'],
    ['bell \u0007 and escape \u001b[31m', 'bell   and escape  [31m'],
  ])('%j becomes %j', (line, expected) => {
    expect(redactor.line(line)).toBe(expected);
  });

  it('cuts what is too long', () => {
    expect(redactor.line('x'.repeat(5_000))).toHaveLength(2_001);
  });
});

describe('secretsOf', () => {
  it('finds every secret of the settings', () => {
    const settings = [
      {
        postgres: {
          connection: { host: 'db', password: 'one' },
          heartbeatConnection: { password: 'two' },
        },
      },
      { rds: { secretKey: 'three', subnetGroup: 'four' } },
    ];
    expect(secretsOf(settings)).toEqual(['one', 'two', 'three']);
  });
});
