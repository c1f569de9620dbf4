import { createBackend } from '@backstage/backend-defaults';
import byConfiguration from './features/byConfiguration';
import promptStop from './features/promptStop';
import safeStart from './features/safeStart';
import signInProviders from './features/signInProviders';
import signalsListener from './features/signalsListener';
import { explainStartFailure } from './guard/explain';

const backend = createBackend();

// First: refuses the start when the configuration is not safe
backend.add(safeStart);

// At the stop: does not wait for requests without end
backend.add(promptStop);

// The app itself, on the same port
backend.add(import('@backstage/plugin-app-backend'));

// Sign-in: GitHub and OIDC where configured; the sandbox's roles only in the sandbox
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(signInProviders);
backend.add(byConfiguration);

// Permissions: one table, deny by default
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@textloom/plugin-permission-backend-module-textloom'));

// Events between plugins and replicas; signals to browsers and notifications ride on them
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(signalsListener);
backend.add(import('@backstage/plugin-notifications-backend'));

// Clusters: live health; shares its connections with the Kubernetes tab of a service
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@textloom/plugin-clusters-backend'));

// Deployments: proposals, approvals bound to what will run, and the executor
backend.add(import('@textloom/plugin-deployments-backend'));

// Restore drills: real restores of protected stores, measured and signed
backend.add(import('@textloom/plugin-restore-drills-backend'));

// Costs: bills in FOCUS, allocated to components, with forecasts, anomalies, budgets and advice
backend.add(import('@textloom/plugin-costs-backend'));

// Catalog, with clusters and node groups as resources
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@textloom/plugin-catalog-backend-module-textloom'));

// Templates
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@textloom/plugin-scaffolder-backend-module-golden-paths'));

// Documentation, generated in TypeScript: no Python, no Docker
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@textloom/plugin-techdocs-backend-module-markdown'));

// Search over catalog and documentation
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

// Each person's settings: language, theme, starred entities
backend.add(import('@backstage/plugin-user-settings-backend'));

// Actions for agents over MCP, with the permissions of the person who asks
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start().catch(error => {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
});
