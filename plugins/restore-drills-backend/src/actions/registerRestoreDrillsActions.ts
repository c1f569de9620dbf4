import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { authorize, parse } from '@textloom/backend-kit';
import {
  drillParamsSchema,
  planParamsSchema,
  restoreDrillsDrillReadPermission,
  restoreDrillsDrillStartPermission,
} from '@textloom/plugin-restore-drills-common';
import { actorOf } from '../service/actorOf';
import { Caller, RestoreDrillsService } from '../service/RestoreDrillsService';
import { dryRunOf, explanationOf, storesOf } from './answers';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/**
 * Offers to agents what a reader of the pages sees, with the caller's own permissions. Nothing here starts, ends or
 * acknowledges a drill: people do.
 */
export function registerRestoreDrillsActions(
  registry: ActionsRegistryService,
  options: { service: RestoreDrillsService; permissions: PermissionsService },
): void {
  const { service, permissions } = options;
  const admit = async (
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<Caller> => {
    await authorize({ permissions, permission, credentials });
    return { credentials, actor: actorOf(credentials) };
  };

  registry.register({
    name: 'get-restore-drills',
    title: 'What is proven of restores',
    description:
      'Tells for every protected store and plan when it was last proven that it can be restored, what the last drill ended with, how long the restore took and how much was lost against the targets, and what is overdue. Ids are for explain-restore-drill and plan-restore-drill.',
    attributes: READ_ONLY,
    visibilityPermission: restoreDrillsDrillReadPermission,
    schema: {
      input: z => z.object({ store: z.string().optional() }),
      output: z =>
        z.object({
          stores: z.array(
            z.object({
              store: z.string(),
              title: z.string(),
              exposureMs: z.number().optional(),
              plans: z.array(
                z.object({
                  plan: z.string(),
                  scenario: z.string(),
                  control: z.string().optional(),
                  last: z.string().optional(),
                  outcome: z.string().optional(),
                  provenAt: z.string().optional(),
                  rtaMs: z.number().optional(),
                  rtoMs: z.number().optional(),
                  rpaMs: z.number().optional(),
                  rpoMs: z.number().optional(),
                  dueAt: z.string(),
                  overdue: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admit(restoreDrillsDrillReadPermission, credentials);
      const view = await service.getOverview(caller, {});
      return { output: storesOf(view, input.store) };
    },
  });

  registry.register({
    name: 'explain-restore-drill',
    title: 'Explain a restore drill',
    description:
      'Tells how a drill ended and why: every step with its time, every check of the restored data, every problem with what to do next, and how the figures came about.',
    attributes: READ_ONLY,
    visibilityPermission: restoreDrillsDrillReadPermission,
    schema: {
      input: z => z.object({ drill: z.string() }),
      output: z =>
        z.object({
          drill: z.string(),
          plan: z.string(),
          state: z.string(),
          outcome: z.string().optional(),
          problems: z.array(z.object({ what: z.string(), next: z.string() })),
          steps: z.array(
            z.object({
              step: z.string(),
              state: z.string(),
              durationMs: z.number().optional(),
            }),
          ),
          checks: z.array(z.object({ check: z.string(), state: z.string() })),
          rta: z.string().optional(),
          rpa: z.string().optional(),
          log: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admit(restoreDrillsDrillReadPermission, credentials);
      const { drill } = parse(drillParamsSchema, input);
      return { output: explanationOf(await service.getDrill(caller, drill)) };
    },
  });

  registry.register({
    name: 'plan-restore-drill',
    title: 'What a restore drill would do',
    description:
      'Looks at what a drill of a plan would do: the backup and archive that it would use, its commands and checks, how long it will take, and why it would be refused. It reads only, and starts nothing.',
    attributes: READ_ONLY,
    visibilityPermission: restoreDrillsDrillStartPermission,
    schema: {
      input: z => z.object({ plan: z.string() }),
      output: z =>
        z.object({
          backup: z.string(),
          backupBytes: z.number(),
          archiveFiles: z.number(),
          archiveBytes: z.number(),
          expectedMs: z.number().optional(),
          commands: z.array(z.string()),
          checks: z.array(z.string()),
          refusals: z.array(z.string()),
        }),
    },
    action: async ({ input, credentials }) => {
      const permission = restoreDrillsDrillStartPermission;
      const caller = await admit(permission, credentials);
      const { plan } = parse(planParamsSchema, input);
      return { output: dryRunOf(await service.dryRun(caller, plan)) };
    },
  });
}
