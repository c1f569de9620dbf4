import { matrixOfService, renderByBothHelms } from './matrix';

jest.setTimeout(60_000);

describe('the variants of web-app', () => {
  const { cases, check, repeat } = matrixOfService('web-app');
  const [[, first]] = cases;
  const [[, last]] = cases.slice(-1);

  it.each(cases)('%s', async (_, answers) => {
    expect(await check(answers)).toEqual([]);
  });

  it('are the same by Helm 3 and 4', async () => {
    const { byHelm3, byHelm4 } = await renderByBothHelms('web-app', first);
    expect(byHelm3).toEqual(byHelm4);
  });

  it.each([first, last])(
    'come out the same again, also when their steps run twice (%#)',
    async answers => {
      const [once, again, twice] = await repeat(answers);
      expect(again).toEqual(once);
      expect(twice).toEqual(once);
    },
  );
});
