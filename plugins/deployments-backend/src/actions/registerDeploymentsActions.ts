import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { authorize, parse } from '@textloom/backend-kit';
import {
  deploymentsProposalCreatePermission,
  deploymentsProposalReadPermission,
  idempotencyKeySchema,
  proposalParamsSchema,
  proposeRequestSchema,
  reasonText,
} from '@textloom/plugin-deployments-common';
import { actorOf } from '../service/actorOf';
import { Caller, DeploymentsService } from '../service/DeploymentsService';
import { boardOf, explanationOf, proposalOf } from './answers';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/**
 * Offers to agents what a reader of the pages sees, and to propose; with the caller's own permissions. There is no
 * action to decide: whoever calls through here is no person, whatever credentials they hold.
 */
export function registerDeploymentsActions(
  registry: ActionsRegistryService,
  options: { service: DeploymentsService; permissions: PermissionsService },
): void {
  const { service, permissions } = options;
  const admit = async (
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<Caller> => {
    await authorize({ permissions, permission, credentials });
    const { ref } = actorOf(credentials);
    return { credentials, actor: { ref, kind: 'agent' } };
  };
  const asReader = (credentials: BackstageCredentials) =>
    admit(deploymentsProposalReadPermission, credentials);

  registry.register({
    name: 'get-board',
    title: 'What runs where',
    description:
      'Tells for every service and environment which version runs, its health, which proposals are open, and the newest release that could be proposed, with ids for propose and get-proposal.',
    attributes: READ_ONLY,
    visibilityPermission: deploymentsProposalReadPermission,
    schema: {
      input: z => z.object({ service: z.string().optional() }),
      output: z =>
        z.object({
          services: z.array(
            z.object({
              service: z.string(),
              environments: z.array(
                z.object({
                  environment: z.string(),
                  version: z.string().optional(),
                  health: z.string(),
                  open: z.array(
                    z.object({
                      proposal: z.string(),
                      version: z.string(),
                      state: z.string(),
                    }),
                  ),
                  newest: z
                    .object({ release: z.string(), version: z.string() })
                    .optional(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: boardOf(
        await service.getBoard(await asReader(credentials)),
        input.service,
      ),
    }),
  });

  registry.register({
    name: 'get-proposal',
    title: 'A proposal',
    description:
      'Tells what a proposal would deploy where, how far it is, what changes, which levels of approval are complete, what the gates say, and what it waits for.',
    attributes: READ_ONLY,
    visibilityPermission: deploymentsProposalReadPermission,
    schema: {
      input: z => z.object({ proposal: z.string() }),
      output: z =>
        z.object({
          proposal: z.string(),
          service: z.string(),
          environment: z.string(),
          version: z.string(),
          state: z.string(),
          weight: z.number().optional(),
          requestedBy: z.string(),
          changes: z.array(z.string()),
          levels: z.array(
            z.object({
              name: z.string(),
              state: z.string(),
              unlocks: z.number(),
              seated: z.array(z.string()),
              open: z.number(),
            }),
          ),
          gates: z.array(z.object({ gate: z.string(), status: z.string() })),
          waits: z.array(z.string()),
          log: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await asReader(credentials);
      const { proposal } = parse(proposalParamsSchema, input);
      return {
        output: proposalOf(await service.getProposal(caller, proposal)),
      };
    },
  });

  registry.register({
    name: 'explain',
    title: 'Explain a proposal',
    description:
      'Tells why a proposal does not go on, who could approve it, who cannot and why, and the fewest people who would complete what is missing.',
    attributes: READ_ONLY,
    visibilityPermission: deploymentsProposalReadPermission,
    schema: {
      input: z => z.object({ proposal: z.string() }),
      output: z =>
        z.object({
          state: z.string(),
          why: z.array(z.string()),
          can: z.array(z.object({ person: z.string(), level: z.string() })),
          cannot: z.array(
            z.object({
              person: z.string(),
              level: z.string(),
              why: z.array(z.string()),
            }),
          ),
          fastest: z.array(z.string()),
          freeze: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await asReader(credentials);
      const { proposal } = parse(proposalParamsSchema, input);
      return {
        output: explanationOf(await service.getProposal(caller, proposal)),
      };
    },
  });

  registry.register({
    name: 'propose',
    title: 'Propose a deployment',
    description:
      'Asks for a release to run in an environment, in the name of the person behind the call, who then cannot approve it. People decide; nothing is deployed by this where the policy asks for approval. The same key proposes once.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: deploymentsProposalCreatePermission,
    schema: {
      input: z =>
        z.object({
          release: z.string(),
          environment: z.string(),
          reason: z.string().optional(),
          key: z.string(),
        }),
      output: z =>
        z.object({
          proposal: z.string(),
          state: z.string(),
          waits: z.array(z.string()),
        }),
    },
    action: async ({ input: { key, ...request }, credentials }) => {
      const caller = await admit(
        deploymentsProposalCreatePermission,
        credentials,
      );
      const summary = await service.propose(
        caller,
        parse(proposeRequestSchema, request),
        { idempotencyKey: parse(idempotencyKeySchema, key) },
      );
      const { id, state, reasons } = summary;
      return {
        output: { proposal: id, state, waits: reasons.map(reasonText) },
      };
    },
  });
}
