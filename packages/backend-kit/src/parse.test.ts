import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { parse } from './parse';

const schema = z.object({
  name: z.string().min(1, 'must not be empty'),
  tags: z.array(z.string()).default([]),
});

describe('parse', () => {
  it('gives the output of the schema', () => {
    expect(parse(schema, { name: 'a' })).toEqual({ name: 'a', tags: [] });
  });

  it('names every wrong field and says why', () => {
    expect(() => parse(schema, { name: '', tags: ['x', 7] })).toThrow(
      /^name: must not be empty; tags\.1: .*string/,
    );
    expect(() => parse(schema, { name: '' })).toThrow(InputError);
  });

  it('has no path to tell when the input itself is wrong', () => {
    expect(() => parse(z.string('must be text'), 7)).toThrow(/^must be text$/);
  });

  it('does not repeat what it was given', () => {
    const secret = { name: { password: 'hunter2' } };
    expect(() => parse(schema, secret)).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});
