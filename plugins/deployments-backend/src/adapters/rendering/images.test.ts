import { imagesIn, repositoryOf } from './images';

it.each([
  ['nginx', 'nginx'],
  ['nginx:1.27', 'nginx'],
  ['host:5000/a/b', 'host:5000/a/b'],
  ['host:5000/a/b:1', 'host:5000/a/b'],
  ['a/b:1@sha256:0', 'a/b'],
  ['a/b@sha256:0', 'a/b'],
])('repository of %s', (image, repository) => {
  expect(repositoryOf(image)).toBe(repository);
});

it('finds images in pod templates wherever they are', () => {
  expect(
    imagesIn({
      kind: 'CronJob',
      image: 'none',
      spec: {
        jobTemplate: {
          template: {
            containers: [{ image: 'a' }, { name: 'none' }],
            initContainers: [{ image: 'b' }],
          },
        },
      },
    }),
  ).toEqual(['a', 'b']);
});
