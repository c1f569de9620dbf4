import { parse } from 'yaml';
import { allocatableOf, NODE_GROUPS } from '../../consistency/nodeGroups';
import { canHaveMachine, onMachine } from './machine';
import { renderRole, Repository, THIS_MACHINE } from './repository';
import { needing } from './tools';

const TOOLS = ['ansible-playbook', 'sshd', 'nft', 'visudo', 'unshare'];

/** Applied, and looked at again; then what the machine's own programs make of it. */
const APPLY = `
apply() { ansible-playbook -i machine.json playbooks/baseline.yaml playbooks/nodes.yaml "$@"; }
apply > "$MACHINE/first" || { cat "$MACHINE/first"; exit 1; }
apply --check --diff > "$MACHINE/second" || { cat "$MACHINE/second"; exit 1; }
section() { printf '=== %s\\n' "$1"; shift; "$@"; }
section first tail -n 2 "$MACHINE/first"
section second grep -E '^(changed|machine)' "$MACHINE/second"
section sshd sshd -T
section kernel sysctl --dry-run --system
section pam cat /etc/pam.d/common-auth
section firewall cat /etc/textloom/firewall.nft
section kubelet cat /etc/kubernetes/kubelet/config.json.d/20-textloom.conf
section zone env -u TZ date -d 2026-01-01T00:00:00Z +%H:%M
section modes stat -c '%n %a %U:%G' /etc/shadow /etc/ssh/sshd_config /etc/sudoers.d/10-textloom
section units systemd-analyze verify /etc/systemd/system/textloom-{firewall,huge-pages}.service
`;

function sectionsOf(stdout: string): Record<string, string> {
  return Object.fromEntries(
    stdout
      .split(/^=== /m)
      .slice(1)
      .map(part => [
        part.slice(0, part.indexOf('\n')),
        part.slice(part.indexOf('\n') + 1),
      ]),
  );
}

/** `key value` or `key = value` by line; the last one counts. */
const valuesOf = (text: string, separator: RegExp) =>
  Object.fromEntries(
    text
      .split('\n')
      .map(line => line.split(separator))
      .filter(parts => parts.length > 1)
      .map(([key, ...rest]) => [key, rest.join(' ')]),
  );

/** Tests of hardening and node_tuning on this machine, in a repository of which SSH is on port 2222. */
export function describeHosts(repository: () => Repository) {
  needing(TOOLS, canHaveMachine())(
    'hardens and tunes a machine, and finds nothing to do the second time',
    async () => {
      const { folder, add, files } = repository();
      await add('machine.json', {
        nodes: {
          hosts: { machine: { ...THIS_MACHINE, node_tuning_group: 'worker' } },
        },
      });
      const { code, stdout, stderr } = await onMachine(folder, APPLY);
      expect({ code, said: code ? stdout + stderr : '' }).toMatchObject({
        code: 0,
      });
      const seen = sectionsOf(stdout);

      expect(seen.first).toMatch(/changed=(?:2[5-9]|[3-9]\d) .* failed=0/);
      expect(seen.second).toMatch(
        /^machine .* changed=0 .*unreachable=0 .*failed=0/,
      );

      expect(valuesOf(seen.sshd, / /)).toMatchObject({
        port: '2222',
        permitrootlogin: 'no',
        passwordauthentication: 'no',
        kbdinteractiveauthentication: 'no',
        permitemptypasswords: 'no',
        maxauthtries: '3',
        x11forwarding: 'no',
        authenticationmethods: 'publickey',
      });
      expect(seen.sshd).not.toMatch(
        /^(?:ciphers|macs|kexalgorithms|hostkeyalgorithms) .*(?:cbc|3des|arcfour|md5|-sha1|ssh-rsa|ssh-dss)/m,
      );

      const wanted = {
        ...parse(files.get('roles/hardening/defaults/main.yaml') ?? '')
          .hardening_sysctl,
        ...parse(files.get('roles/node_tuning/defaults/main.yaml') ?? '')
          .node_tuning_sysctl,
        'net.ipv4.conf.all.rp_filter': 2,
      };
      const loaded = valuesOf(seen.kernel, / = /);
      // This kernel may lack some; of those that it has ours is the last word.
      const known = Object.entries(wanted).filter(([key]) => key in loaded);
      expect(known.length).toBeGreaterThan(30);
      expect(
        known.filter(([key, value]) => loaded[key] !== `${value}`),
      ).toEqual([]);

      expect(
        seen.pam
          .split('\n')
          .filter(line => /^auth.*pam_(?:faillock|unix)/.test(line)),
      ).toEqual([
        expect.stringMatching(/requisite\s+pam_faillock.so preauth/),
        expect.stringMatching(/success=2.*pam_unix.so/),
        expect.stringMatching(/default=die\]\s+pam_faillock.so authfail/),
      ]);

      expect(seen.firewall).toContain('policy drop;');
      expect(seen.firewall).toContain(
        'ip saddr { 10.40.0.0/16 } tcp dport 2222 ct state new',
      );
      expect(seen.firewall).not.toMatch(/flush ruleset|0\.0\.0\.0\/0/);

      // What the kubelet keeps is what the rules between artefacts take off for each node.
      const { cores, memoryMi, maxPods } = NODE_GROUPS.worker;
      const kubelet = JSON.parse(seen.kubelet);
      const free = allocatableOf({ ...NODE_GROUPS.worker });
      expect(kubelet.maxPods).toBe(maxPods);
      expect(
        cores - parseInt(kubelet.kubeReserved.cpu, 10) / 1000 - 0.155,
      ).toBeCloseTo(free.cores, 6);
      expect(
        memoryMi -
          parseInt(kubelet.kubeReserved.memory, 10) -
          parseInt(kubelet.evictionHard['memory.available'], 10) -
          284,
      ).toBe(free.bytes / 2 ** 20);

      expect(seen.zone).toBe('08:00\n');
      expect(seen.modes.trim().split('\n')).toEqual([
        '/etc/shadow 640 root:shadow',
        '/etc/ssh/sshd_config 600 root:root',
        '/etc/sudoers.d/10-textloom 440 root:root',
      ]);
      // It says nothing of units that it would start.
      expect(seen.units).toBe('');
    },
  );

  needing(['ansible-playbook'])(
    'refuses what its roles cannot hold',
    async () => {
      const { add, tool } = repository();
      await add('refused.json', {
        bastion: {
          hosts: {
            open: { bastion_allowed_cidrs: ['203.0.113.0/24', '0.0.0.0/0'] },
          },
        },
        backup: {
          hosts: { dumped: { backup_restore_method: 'pg_dump' }, archived: {} },
        },
        all: { vars: THIS_MACHINE },
      });
      const fails = async (playbook: string) => {
        const { code, stdout } = await tool(
          'ansible-playbook',
          ...['-i', 'refused.json', `playbooks/${playbook}.yaml`],
          ...['--check', '--tags', 'always'],
        );
        expect(code).toBe(2);
        return [...stdout.matchAll(/^fatal: \[(\w+)\].*"msg": "([^"]*)/gm)].map(
          ([, host, why]) => [host, why],
        );
      };
      expect(await fails('bastion')).toEqual([
        ['open', expect.stringMatching(/IPv4 network between \/8 and \/32/)],
      ]);
      expect(await fails('restore')).toEqual([
        ['dumped', expect.stringMatching(/it cannot keep 900 s/)],
      ]);
    },
  );
}

const TIMERS = ['hourly', 'daily', 'weekly'] as const;

/** Tests of what bastion and backup_restore write. */
export function describeFiles(repository: () => Repository) {
  needing(['ansible-playbook', 'systemd-analyze', 'unshare'], canHaveMachine())(
    'backs up each hour, each day at 02:00 and each week, and rehearses a restore each month',
    async () => {
      const files = await renderRole(repository(), 'backup_restore', [
        ['restore-drill.json'],
        ['pgbackrest.conf'],
        ['postgresql.conf'],
        ['backup.env'],
        ['textloom-backup@.service'],
        ['textloom-restore-drill.service'],
        ['textloom-restore-drill.timer'],
        ['textloom-marker.service'],
        ['textloom-marker.timer'],
        ...TIMERS.map(
          (_, index) =>
            [
              'textloom-backup.timer',
              `backup_restore_timers[${index}]`,
            ] as const,
        ),
      ]);
      const drill = JSON.parse(files['restore-drill.json']);
      // Less than an hour, and less than 15 minutes.
      expect(drill).toMatchObject({
        rto_seconds: 3600,
        rpo_seconds: 900,
        method: 'pgbackrest',
        environment: 'prod',
        schedule: { every: 'month', day: 1, hour: 4 },
        assumed_seconds: { detection: 300, response: 900, switch: 60 },
      });
      expect(files['postgresql.conf']).toMatch(/^archive_timeout = 60$/m);
      expect(files['postgresql.conf']).toMatch(/^archive_mode = on$/m);
      expect(files['pgbackrest.conf']).toMatch(/^repo1-retention-full=7$/m);
      expect(files['backup.env']).toMatch(
        /^BACKUP_OFFSITE_ADDRESS=s3:\/\/[a-z-]+-offsite\/prod$/m,
      );

      const units = Object.entries(files)
        .filter(([name]) => /\.(?:service|timer)/.test(name))
        .map(([name, text]) => {
          const [, timer] = /\[(\d)\]$/.exec(name) ?? [];
          const unit = timer
            ? `textloom-backup-${TIMERS[Number(timer)]}.timer`
            : name;
          return [unit, text] as const;
        });
      const { add, folder } = repository();
      await add('units.json', units);
      const { code, stdout, stderr } = await onMachine(
        folder,
        `
install -m 755 roles/backup_restore/files/textloom-backup /usr/local/sbin/
python3 -c 'import json
for name, text in json.load(open("units.json")): open("/etc/systemd/system/" + name, "w").write(text)'
systemd-analyze verify /etc/systemd/system/textloom-*.timer /etc/systemd/system/textloom-*.service
for timer in hourly daily weekly; do
  calendar=$(sed -n 's/^OnCalendar=//p' "/etc/systemd/system/textloom-backup-$timer.timer")
  echo "=== $timer"; TZ=UTC systemd-analyze calendar --base-time '2026-03-01 00:00:00 UTC' --iterations 3 "$calendar"
done
echo '=== drill'
calendar=$(sed -n 's/^OnCalendar=//p' /etc/systemd/system/textloom-restore-drill.timer)
TZ=UTC systemd-analyze calendar --base-time '2026-03-01 05:00:00 UTC' --iterations 3 "$calendar"
`,
      );
      // What it has against units it says, and ends with 0.
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const times = Object.fromEntries(
        Object.entries(sectionsOf(stdout)).map(([name, text]) => [
          name,
          [...text.matchAll(/(\d{4}-\d\d-\d\d \d\d:\d\d):\d\d UTC/g)].map(
            ([, time]) => time,
          ),
        ]),
      );
      expect(times).toEqual({
        hourly: ['2026-03-01 00:30', '2026-03-01 01:30', '2026-03-01 02:30'],
        // Two in the morning in Shanghai.
        daily: ['2026-03-01 18:00', '2026-03-02 18:00', '2026-03-03 18:00'],
        weekly: ['2026-03-07 19:00', '2026-03-14 19:00', '2026-03-21 19:00'],
        drill: ['2026-04-01 04:00', '2026-05-01 04:00', '2026-06-01 04:00'],
      });
    },
  );

  needing(['ansible-playbook', 'sshd', 'unshare'], canHaveMachine())(
    'records sessions on the bastion, and asks for security keys where told so',
    async () => {
      const { folder, add } = repository();
      const names = [
        ['sshd.conf'],
        ['limits.conf'],
        ['tmpfiles.conf'],
      ] as const;
      const [open, strict] = [
        await renderRole(repository(), 'bastion', names),
        await renderRole(repository(), 'bastion', names, {
          bastion_require_mfa: true,
        }),
      ];
      await add('bastion.json', [open['sshd.conf'], strict['sshd.conf']]);
      const { code, stdout, stderr } = await onMachine(
        folder,
        `for index in 0 1; do
  python3 -c 'import json, sys; print(json.load(open("bastion.json"))[int(sys.argv[1])])' $index > "$MACHINE/sshd.conf"
  echo "=== $index"; sshd -T -f "$MACHINE/sshd.conf"
done`,
      );
      expect({ code, stderr: code ? stderr : '' }).toEqual({
        code: 0,
        stderr: '',
      });
      const seen = sectionsOf(stdout);
      for (const text of [seen[0], seen[1]]) {
        expect(valuesOf(text, / /)).toMatchObject({
          forcecommand: '/usr/local/sbin/textloom-session',
          allowtcpforwarding: 'local',
          permitopen: '*:2222',
          permitlisten: 'none',
          maxsessions: '4',
        });
      }
      expect(seen[0]).toMatch(/^pubkeyauthoptions none$/m);
      expect(seen[1]).toMatch(/^pubkeyauthoptions verify-required$/m);
      expect(seen[1]).toMatch(
        /^pubkeyacceptedalgorithms sk-ssh-ed25519@openssh.com,sk-ecdsa-sha2-nistp256@openssh.com$/m,
      );
      expect(strict['limits.conf']).toMatch(/maxlogins 4/);
      expect(strict['tmpfiles.conf']).toMatch(/1733 root root 90d/);
    },
  );
}
