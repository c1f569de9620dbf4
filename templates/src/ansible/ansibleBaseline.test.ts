import { parse } from 'yaml';
import { plainAnswers } from '../covering/parameterSpace';
import { matrixOfFiles } from '../matrix/matrix';
import { refusalOf } from '../tester/renderTemplate';
import { readTemplate } from '../tester/templateFolder';
import {
  emitRepository,
  Repository,
} from '../ansible/__testUtils__/repository';
import { describeFiles, describeHosts } from '../ansible/__testUtils__/roles';
import { describeWith } from '../ansible/__testUtils__/tools';

jest.setTimeout(300_000);

const SLUG = 'ansible-baseline';
const ENVIRONMENTS = ['dev', 'test', 'staging', 'prod'];
const PLAYBOOKS = ['baseline', 'bastion', 'nodes', 'restore', 'site'];
const plain = plainAnswers([...readTemplate(SLUG).pages]);

describe(`the variants of ${SLUG}`, () => {
  const { cases, check, repeat } = matrixOfFiles(SLUG);
  const [[, first]] = cases;

  it.each(cases)('%s', async (_, answers) => {
    expect(await check(answers)).toEqual([]);
  });

  describeWith(['ansible-playbook'])('as Ansible reads them', () => {
    it.each(
      cases.map(
        ([label, answers], index) =>
          [label, ENVIRONMENTS[index % ENVIRONMENTS.length], answers] as const,
      ),
    )('%s in %s', async (_, where, answers) => {
      const repository = await emitRepository(answers);
      try {
        const { code, stdout, stderr } = await repository.tool(
          'ansible-playbook',
          ...['-i', `inventory/${where}`, '--syntax-check'],
          ...PLAYBOOKS.map(name => `playbooks/${name}.yaml`),
        );
        // A playbook whose hosts the inventory does not know is only warned of.
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout.match(/^playbook: /gm)).toHaveLength(PLAYBOOKS.length);
      } finally {
        await repository.remove();
      }
    });
  });

  it('come out the same again, also when their steps run twice', async () => {
    const [once, again, twice] = await repeat(first);
    expect(again).toEqual(once);
    expect(twice).toEqual(once);
  });
});

describe('the form', () => {
  const refuses = async (answers: Record<string, unknown>) =>
    (await refusalOf(SLUG, { ...plain, ...(answers as typeof plain) })).length >
    0;

  it.each([
    ['0.0.0.0/0', true],
    ['0.0.0.0/1', true],
    ['128.0.0.0/1', true],
    ['10.0.0.0/7', true],
    ['10.0.0.0/8', false],
    ['203.0.113.7/32', false],
    ['203.0.113.7/33', true],
    ['203.0.113.7', true],
    ['256.0.113.7/32', true],
    ['203.0.113.07/32', true],
    ['::/0', true],
    ['203.0.113.0/24, 198.51.100.0/24', true],
    ['203.0.113.0/24\n- 0.0.0.0/0', true],
  ])('has %s from where people come in refused: %s', async (cidr, refused) => {
    expect(await refuses({ bastionAllowedCidrs: [cidr] })).toBe(refused);
  });

  it.each([
    [{ bastionAllowedCidrs: [] }, true],
    [{ bastionAllowedCidrs: '203.0.113.0/24' }, true],
    [{ sshPort: 21 }, true],
    [{ sshPort: 22 }, false],
    [{ sshPort: 443 }, true],
    [{ sshPort: 1024 }, false],
    [{ sshPort: 65536 }, true],
    [{ postgresVersion: 13 }, true],
    [{ postgresVersion: 14 }, false],
    [{ postgresVersion: 16 }, false],
    [{ postgresVersion: 17 }, true],
    [{ timezone: 'Mars/Olympus' }, true],
    [{ restoreDrillSchedule: 'yearly' }, true],
    [{ backupBucket: 'Backups' }, true],
    [{ backupBucket: 'xn--backups' }, true],
    [{ backupBucket: 'my.backups' }, true],
    [{ backupBucket: 'a'.repeat(55) }, false],
    [{ backupBucket: 'a'.repeat(56) }, true],
  ])('has %j refused: %s', async (answers, refused) => {
    expect(await refuses(answers)).toBe(refused);
  });
});

describe('an emitted repository', () => {
  let repository: Repository;
  beforeAll(async () => {
    repository = await emitRepository({
      ...plain,
      sshPort: 2222,
      bastionAllowedCidrs: ['203.0.113.0/24', '198.51.100.7/32'],
    });
  });
  afterAll(() => repository?.remove());

  describeWith(['ansible-lint', 'ansible-playbook', 'yamllint', 'shellcheck'])(
    'by its own check',
    () => {
      it('has nothing that linters find', async () => {
        const { code, stdout, stderr } = await repository.tool(
          'bash',
          ...['scripts/check.sh', 'lint'],
        );
        expect({ code, said: code ? stdout + stderr : '' }).toEqual({
          code: 0,
          said: '',
        });
      });
    },
  );

  it('uses modules of ansible.builtin alone', () => {
    const modules = [...repository.files]
      .filter(([path]) => /^roles\/\w+\/(?:tasks|handlers)\//.test(path))
      .flatMap(([, text]) => [...text.matchAll(/^ {2}([\w.]+):/gm)])
      .map(([, word]) => word)
      .filter(word => word.includes('.'));
    expect(modules.length).toBeGreaterThan(50);
    expect(
      modules.filter(name => !name.startsWith('ansible.builtin.')),
    ).toEqual([]);
  });

  it.each(['hardening', 'bastion', 'node_tuning', 'backup_restore'])(
    'explains and checks each value of %s',
    role => {
      const text = (name: string) =>
        repository.files.get(`roles/${role}/${name}`) ?? '';
      const defaults = Object.keys(parse(text('defaults/main.yaml')));
      const { options } = parse(text('meta/argument_specs.yaml')).argument_specs
        .main;
      expect(Object.keys(options).sort()).toEqual(defaults.sort());
      expect(text('README.md')).toContain(`# ${role}`);
    },
  );

  describeHosts(() => repository);
  describeFiles(() => repository);
});
