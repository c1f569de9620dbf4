const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The whole environment of a child: nothing of the portal's own is in it, as that may hold secrets or point a tool at
 * production. `extra` adds variables of one tool.
 */
export function childEnvironment(
  home: string,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return { PATH, LC_ALL: 'C', TZ: 'UTC', HOME: home, ...extra };
}
