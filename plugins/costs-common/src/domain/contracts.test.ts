import { decimalOf } from '@textloom/kernel';
import { contractStatusOf } from './contracts';
import { addDays, daysFrom } from './calendar';
import { Contract } from './entities';

const CONTRACT: Contract = {
  id: 'pagerduty',
  vendor: 'PagerDuty',
  service: 'PagerDuty Business',
  owner: 'group:default/sre',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  autoRenews: true,
  noticeDays: 90,
  currency: 'USD',
  committed: '3650',
  alternatives: ['Grafana OnCall'],
};
const daily = (from: string, to: string, amount: number) =>
  daysFrom(from, to).map(day => ({ day, amount: decimalOf(amount) }));

describe('a contract', () => {
  it('tells what was used and what it comes to', () => {
    const days = daily('2025-12-20', '2026-07-01', 10);
    const status = contractStatusOf(CONTRACT, days, '2026-07-02');
    // 181 days to the end of June and the 1st of July; the days before the start are not of it.
    expect(status.used).toBe('1820');
    expect(status.usedShare).toBeCloseTo(1820 / 3650, 12);
    expect(status.elapsed).toBeCloseTo(182 / 365, 12);
    expect(status.projected).toBe('3650');
    expect(status.noticeBy).toBe('2026-10-02');
    expect(status.state).toBe('running');
  });

  it('goes on as in the last 30 days', () => {
    const days = [
      ...daily('2026-01-01', '2026-11-01', 10),
      ...daily('2026-11-02', '2026-12-01', 20),
    ];
    const status = contractStatusOf(CONTRACT, days, '2026-12-02');
    // 305 days at 10 and 30 at 20, and 30 more at 20.
    expect(status.used).toBe('3650');
    expect(status.projected).toBe('4250');
    expect(status.usedShare).toBe(1);
  });

  it('counts days without a row as zero, and a younger term by its own days', () => {
    const days = [
      { day: '2026-01-01', amount: decimalOf(90) },
      { day: '2026-01-10', amount: decimalOf(10) },
    ];
    const status = contractStatusOf(CONTRACT, days, '2026-01-11');
    // 100 in ten days, and 355 more of them.
    expect(status.projected).toBe('3650');
  });

  it('projects nothing from nothing', () => {
    const status = contractStatusOf(CONTRACT, [], '2026-06-01');
    expect(status).toMatchObject({ used: '0', projected: '0', usedShare: 0 });
  });

  it('tells of more use than was committed', () => {
    const days = daily('2026-01-01', '2026-12-31', 20);
    const status = contractStatusOf(CONTRACT, days, '2027-01-05');
    expect(status).toMatchObject({
      usedShare: 2,
      elapsed: 1,
      projected: '7300',
      state: 'ended',
    });
  });

  it.each([
    ['2025-12-31', 'not-started'],
    ['2026-01-01', 'running'],
    ['2026-08-02', 'running'],
    ['2026-08-03', 'notice-soon'],
    ['2026-10-02', 'notice-soon'],
    ['2026-10-03', 'notice-passed'],
    ['2026-12-31', 'notice-passed'],
    ['2027-01-01', 'ended'],
  ])('on %s is %s', (today, state) => {
    expect(contractStatusOf(CONTRACT, [], today).state).toBe(state);
  });

  it.each([
    ['2026-10-31', 'running'],
    ['2026-11-01', 'notice-soon'],
    ['2026-12-31', 'notice-soon'],
    ['2027-01-01', 'ended'],
  ])('that ends by itself needs no notice: on %s is %s', (today, state) => {
    const status = contractStatusOf(
      { ...CONTRACT, autoRenews: false },
      [],
      today,
    );
    expect(status.state).toBe(state);
    expect(status.noticeBy).toBe('2026-12-31');
  });

  it('has leap days', () => {
    const leap = { ...CONTRACT, startsOn: '2024-01-01', endsOn: '2024-12-31' };
    const status = contractStatusOf(leap, [], addDays('2024-01-01', 183));
    expect(status.elapsed).toBe(0.5);
    expect(
      contractStatusOf(
        { ...leap, endsOn: '2024-03-01', noticeDays: 1 },
        [],
        '2024-02-01',
      ).noticeBy,
    ).toBe('2024-02-29');
  });
});
