import { parseSnapshot } from './snapshot';

const object = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

const parse = (files: Record<string, string>) =>
  Object.fromEntries(
    parseSnapshot('c', new Map(Object.entries(files))).folders,
  );

it('collects the objects of each folder from all its YAML files', () => {
  const found = parse({
    'a/one.yaml': `${object('one')}---\n${object('two')}---\n`,
    'a/three.yml': object('three'),
    'a/README.md': 'not: [yaml',
    'b/four.yaml': object('four'),
  });
  const names = (folder: string) =>
    'objects' in found[folder] &&
    found[folder].objects.map(({ metadata }) => metadata.name);
  expect(names('a')).toEqual(['one', 'two', 'three']);
  expect(names('b')).toEqual(['four']);
});

it.each([
  ['broken YAML', 'a: ['],
  ['a list', '- a'],
  ['an object without a name', 'apiVersion: v1\nkind: Pod'],
  [
    'aliases that grow without end',
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n',
  ],
])('has a problem instead of objects for %s', (_, text) => {
  const found = parse({ 'a/x.yaml': text, 'a/y.yaml': object('fine') });
  expect(found.a).toEqual({ problem: expect.stringMatching(/^a\/x\.yaml: ./) });
});
