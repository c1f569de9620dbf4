import { z } from 'zod';

/** What is read of Argo's and Kubernetes' objects. Words are cut, so that no object can fill the database. */

const word = z.string().transform(text => text.slice(0, 253));
const sentence = z.string().transform(text => text.slice(0, 1_000));
const index = z.number().int().min(0).max(1_000);
const labels = z.record(z.string(), z.string());
const labelSelector = z.object({ matchLabels: labels.optional() });
const metadata = z.object({
  name: word,
  namespace: word.optional(),
  resourceVersion: word.optional(),
  generation: z.number().optional(),
  labels: labels.optional(),
  deletionTimestamp: z.string().optional(),
});
const template = z.object({
  spec: z
    .object({ containers: z.array(z.object({ name: word })).max(100) })
    .optional(),
});

const operationSchema = z.object({
  info: z
    .array(z.object({ name: word, value: word }))
    .max(100)
    .nullish(),
  sync: z.object({ revision: word.optional() }).nullish(),
});

/** `argoproj.io/v1alpha1` Application. */
export const applicationSchema = z.object({
  metadata,
  spec: z
    .object({
      sources: z.array(z.unknown()).nullish(),
      syncPolicy: z
        .object({ syncOptions: z.array(word).max(100).nullish() })
        .nullish(),
    })
    .optional(),
  operation: operationSchema.nullish(),
  status: z
    .object({
      sync: z.object({ status: word, revision: word.optional() }).optional(),
      health: z
        .object({ status: word.optional(), message: sentence.optional() })
        .optional(),
      operationState: z
        .object({
          phase: word,
          message: sentence.optional(),
          operation: operationSchema,
          syncResult: z.object({ revision: word.optional() }).nullish(),
        })
        .nullish(),
      resources: z
        .array(
          z.object({
            group: word.optional(),
            kind: word,
            namespace: word.optional(),
            name: word,
          }),
        )
        .max(2_000)
        .nullish(),
      conditions: z
        .array(z.object({ type: word, message: sentence.optional() }))
        .max(100)
        .nullish(),
    })
    .optional(),
});

/** Deployment, StatefulSet, DaemonSet. */
export const workloadSchema = z.object({
  metadata,
  spec: z.object({ selector: labelSelector.optional(), template }),
});

const stepSchema = z.object({
  setWeight: z.number().min(0).max(100).optional(),
  pause: z
    .object({ duration: z.union([z.string(), z.number()]).optional() })
    .nullish(),
});

/** `argoproj.io/v1alpha1` Rollout. */
export const rolloutSchema = z.object({
  metadata,
  spec: z.object({
    paused: z.boolean().optional(),
    selector: labelSelector.optional(),
    template: template.optional(),
    workloadRef: z.object({ kind: word, name: word }).optional(),
    strategy: z
      .object({
        canary: z
          .object({ steps: z.array(stepSchema).max(1_000).nullish() })
          .nullish(),
        blueGreen: z
          .object({
            autoPromotionEnabled: z.boolean().optional(),
            autoPromotionSeconds: z.number().optional(),
          })
          .nullish(),
      })
      .optional(),
  }),
  status: z
    .object({
      phase: word.optional(),
      message: sentence.optional(),
      abort: z.boolean().optional(),
      currentStepIndex: index.nullish(),
      currentPodHash: word.optional(),
      stableRS: word.optional(),
      observedGeneration: z.string().optional(),
      pauseConditions: z.array(z.object({ reason: word })).nullish(),
      canary: z
        .object({
          weights: z
            .object({ canary: z.object({ weight: z.number() }) })
            .nullish(),
        })
        .nullish(),
    })
    .optional(),
});

/** Pod. */
export const podSchema = z.object({
  metadata,
  spec: z.object({}).optional(),
  status: z
    .object({
      conditions: z.array(z.object({ type: word, status: word })).nullish(),
      containerStatuses: z
        .array(
          z.object({
            name: word,
            image: sentence.optional(),
            imageID: sentence.optional(),
          }),
        )
        .nullish(),
    })
    .optional(),
});

export type ApplicationObject = z.infer<typeof applicationSchema>;
export type WorkloadObject = z.infer<typeof workloadSchema>;
export type RolloutObject = z.infer<typeof rolloutSchema>;
export type PodObject = z.infer<typeof podSchema>;
/** What ran or runs in an Application. */
export type OperationObject = z.infer<typeof operationSchema>;
