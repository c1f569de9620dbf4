import { matrixOfFiles } from './matrix';

jest.setTimeout(60_000);

describe('the variants of platform-aws', () => {
  const { cases, check, repeat } = matrixOfFiles('platform-aws');
  const [[, first]] = cases;

  it.each(cases)('%s', async (_, answers) => {
    expect(await check(answers)).toEqual([]);
  });

  it('come out the same again, also when their steps run twice', async () => {
    const [once, again, twice] = await repeat(first);
    expect(again).toEqual(once);
    expect(twice).toEqual(once);
  });
});
