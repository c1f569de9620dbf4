import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Answers } from '../../covering/parameterSpace';
import { renderTemplate } from '../../tester/renderTemplate';
import { scratchFolder } from '../../tester/scratch';
import { Ended, run } from '../../tools/run';

/** An emitted repository in a folder of its own. */
export interface Repository {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  /** Runs a program in it. */
  tool(program: string, ...args: string[]): Promise<Ended>;
  /** Writes a playbook or an inventory beside what was emitted. */
  add(name: string, content: object): Promise<void>;
  remove(): Promise<void>;
}

/** Writes what the template emits for these answers. */
export async function emitRepository(parameters: Answers): Promise<Repository> {
  const folder = await mkdtemp(join(scratchFolder(), 'textloom-ansible-'));
  const { files } = await renderTemplate({
    slug: 'ansible-baseline',
    parameters,
    folder,
  });
  return {
    folder,
    files,
    tool: (program, ...args) =>
      run(program, args, {
        cwd: folder,
        timeoutMs: 120_000,
        env: {
          ...process.env,
          LC_ALL: 'C.UTF-8',
          NO_COLOR: '1',
          // Emitted programs lie there, too: nothing is left beside them.
          PYTHONDONTWRITEBYTECODE: '1',
        },
      }),
    add: (name, content) =>
      writeFile(join(folder, name), JSON.stringify(content)),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** This machine as a host: nothing is installed on it, and no service is told of anything. */
export const THIS_MACHINE = {
  ansible_connection: 'local',
  ansible_become: false,
  ansible_python_interpreter: '/usr/bin/python3',
  ansible_pipelining: true,
  platform_environment: 'prod',
  platform_vpc_cidr: '10.40.0.0/16',
  hardening_manage_packages: false,
  hardening_manage_services: false,
  bastion_manage_services: false,
  node_tuning_manage_services: false,
  backup_restore_manage_packages: false,
  backup_restore_manage_services: false,
};

/** What the templates of a role make, by their names, in one go: as Ansible renders them, without writing them. */
export async function renderRole(
  repository: Repository,
  role: string,
  names: readonly (readonly [name: string, item?: string])[],
  variables: object = {},
): Promise<Record<string, string>> {
  const files = names.map(
    ([name, item]) =>
      `lookup('ansible.builtin.template', 'roles/${role}/templates/${name}.j2', convert_data=False${
        item ? `, template_vars={'item': ${item}}` : ''
      })`,
  );
  const folder = '{{ playbook_dir }}';
  await repository.add('rendering.json', [
    {
      hosts: 'localhost',
      gather_facts: false,
      vars_files: [
        `${folder}/roles/${role}/defaults/main.yaml`,
        // Only it has none.
        ...(role === 'bastion'
          ? []
          : [`${folder}/roles/${role}/vars/main.yaml`]),
        `${folder}/playbooks/group_vars/all/form.yaml`,
        `${folder}/playbooks/group_vars/all/main.yaml`,
      ],
      tasks: [
        {
          name: 'Render',
          'ansible.builtin.debug': {
            msg: `BEGIN{{ [${files.join(', ')}] | to_json | b64encode }}END`,
          },
        },
      ],
    },
  ]);
  const extra = JSON.stringify({ ...THIS_MACHINE, ...variables });
  const { code, stdout, stderr } = await repository.tool(
    'ansible-playbook',
    ...['-i', 'localhost,', 'rendering.json', '-e', extra],
  );
  const [, encoded] = /BEGIN([\w+/=]+)END/.exec(stdout) ?? [];
  if (code !== 0 || !encoded) {
    throw new Error(`Not rendered: ${stdout}\n${stderr}`);
  }
  const texts: string[] = JSON.parse(
    Buffer.from(encoded, 'base64').toString('utf8'),
  );
  return Object.fromEntries(
    names.map(([name, item], index) => [
      item ? `${name} ${item}` : name,
      texts[index],
    ]),
  );
}
