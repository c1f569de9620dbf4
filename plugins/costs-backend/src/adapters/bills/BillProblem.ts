import { SourceProblem } from '@textloom/plugin-costs-common';

/** Why a partition is not taken; the one before stays. */
export class BillProblem extends Error {
  readonly problem: SourceProblem;

  constructor(
    code: SourceProblem['code'],
    args: Record<string, string> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(args)}`, options);
    this.name = 'BillProblem';
    this.problem = { code, args };
  }
}

/** At most 80 characters of what others wrote, without characters that control a terminal or page. */
export function shown(text: string): string {
  const whole = [...text.slice(0, 200)];
  const short = whole.length > 80 ? [...whole.slice(0, 79), '…'] : whole;
  return short.join('').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
