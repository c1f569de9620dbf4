import { findingOf, inOrder, lineOf, stops } from './findings';

const root = findingOf({
  rule: 'dockerfile-root',
  file: 'Dockerfile',
  line: 3,
});
const health = findingOf({
  rule: 'dockerfile-healthcheck',
  file: 'Dockerfile',
});
const limits = findingOf({
  rule: 'pod-no-limits',
  file: 'chart/all.yaml',
  subject: 'Deployment shop',
});

it('has the words and the severity of its rule', () => {
  expect(limits).toEqual({
    rule: 'pod-no-limits',
    severity: 'error',
    file: 'chart/all.yaml',
    subject: 'Deployment shop',
    message: 'A container has no memory limit: Deployment shop',
    fix: 'Set resources.limits.memory.',
  });
});

it('comes errors first, then by place, whatever the order was', () => {
  const sorted = [root, limits, health];
  expect(inOrder([health, limits, root])).toEqual(sorted);
  expect(inOrder([limits, root, health])).toEqual(sorted);
});

it('stops a task for errors only', () => {
  expect(stops([health])).toBe(false);
  expect(stops([health, root])).toBe(true);
});

it('is told on one line', () => {
  expect(lineOf(root)).toBe(
    'Dockerfile:3 The image runs as root. End the last stage with USER and a number, such as USER 10001.',
  );
});
