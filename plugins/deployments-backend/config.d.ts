export interface Config {
  /** Who may let what run where. Without `policy` nothing can be deployed. */
  deployments?: {
    /**
     * File with the rules, read again whenever it changes.
     * @visibility backend
     */
    policy?: string;
    /**
     * The repository that the clusters follow.
     * @visibility backend
     */
    gitops?: {
      /**
       * `git`, unless set: any server, by the `git` command. `github`: GitHub's API with the credentials of
       * `integrations.github`; GitHub signs the commits.
       */
      type?: 'git' | 'github';
      /** `https://…`, `ssh://…` or a path; `https://<host>/<owner>/<repository>` for `github`. */
      url?: string;
      /** `main` unless set. */
      branch?: string;
      /** @visibility secret */
      token?: string;
      /** Folder of a service in an environment: `environments/{environment}/{service}` unless set. */
      path?: string;
      /** What a folder holds: Kubernetes objects (`directory`, unless set) or a Helm chart (`helm`). */
      renderer?: 'directory' | 'helm';
      /**
       * Armoured OpenPGP private key that signs the portal's commits; needed in production.
       * @visibility secret
       */
      signingKey?: string;
      /** @visibility secret */
      signingKeyPassphrase?: string;
      /** Author of the portal's commits. */
      author?: { name?: string; email?: string };
      /** Folder of the portal's copy of the branch. */
      cacheDirectory?: string;
    };
    /**
     * Where each environment of the policy runs.
     * @visibility backend
     */
    environments?: {
      name: string;
      /** Name of the cluster in `kubernetes.clusterLocatorMethods`. */
      cluster: string;
      namespace: string;
      /** Name of the Argo CD Application: `{service}-{environment}` unless set. */
      application?: string;
      /** Namespace of the Applications: `argocd` unless set. */
      argoNamespace?: string;
    }[];
    /**
     * How the versions of a service are measured. What is not set is by the metrics of Istio and kube-state-metrics.
     * @visibility backend
     */
    figures?: {
      /** Label that tells the pods of a version from others: `rollouts_pod_template_hash` unless set. */
      versionLabel?: string;
      /**
       * PromQL with `{service}`, `{namespace}`, and `{version}` (a matcher by the label, with a comma before it) or
       * `{hash}` (the bare pod hash).
       */
      queries?: {
        /** Share of failed requests in per cent. */
        errorRate?: string;
        /** 95th percentile of the duration, milliseconds. */
        p95?: string;
        /** Requests in the window that the rates are taken over. */
        requests?: string;
        /** Restarts of containers since the version's pods began. */
        restarts?: string;
      };
    };
    checkpoints?: {
      /**
       * Folder for checkpoints of the log, outside the database.
       * @visibility backend
       */
      directory?: string;
    };
    webhooks?: {
      github?: {
        /**
         * Secret of the webhook; without it deliveries are refused.
         * @visibility secret
         */
        secret?: string;
      };
    };
  };
}
