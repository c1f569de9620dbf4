import { validatePreview } from './validatePreview';

const NO_APIS = { get: () => undefined };

function say(value: string): string[] {
  const said: string[] = [];
  validatePreview(
    value,
    { addError: message => said.push(message) },
    { apiHolder: NO_APIS },
  );
  return said;
}

it.each(['passed', 'unavailable'])('lets a form go on: %s', value => {
  expect(say(value)).toEqual([]);
});

it('holds it up while there are errors, and says how many', () => {
  expect(say('errors:3')).toEqual([
    'The policy found 3 errors. Correct your answers, or ask the owners of the template.',
  ]);
});

it('holds it up until the preview is there', () => {
  expect(say('pending')).toEqual([
    'Wait until the preview is there, a few seconds.',
  ]);
});

it('says it in the language of the reader', () => {
  const said: string[] = [];
  validatePreview(
    'errors:2',
    { addError: message => said.push(message) },
    {
      apiHolder: {
        get: () =>
          ({
            getTranslation: () => ({
              ready: true,
              t: (key: string, { count }: { count: number }) =>
                `${key} ${count}`,
            }),
          } as any),
      },
    },
  );
  expect(said).toEqual(['block.errors 2']);
});
