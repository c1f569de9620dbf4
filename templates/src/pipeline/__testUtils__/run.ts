import { Ended as ProgramEnded, run as runProgram } from '../../tools/run';

/** How a command ended. */
export interface Ended extends ProgramEnded {
  /** Outputs of the step, which scripts print where there is no GitHub. */
  outputs: Readonly<Record<string, string>>;
}

/** Runs a command in a folder, with nothing of this process's environment but the path. */
export async function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const ended = await runProgram(command, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
  });
  const outputs = [...ended.stdout.matchAll(/^([a-z]+)=(.*)$/gm)].map(
    ([, key, value]) => [key, value] as const,
  );
  return { ...ended, outputs: Object.fromEntries(outputs) };
}

/** A git command that has to succeed; gives what it prints. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(folder, 'git', [
    ...['user.name=Jane', 'user.email=Jane@Example.com'].flatMap(one => [
      '-c',
      one,
    ]),
    '-c',
    'init.defaultBranch=main',
    ...args,
  ]);
  if (code !== 0) {
    throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
  return stdout.trim();
}
