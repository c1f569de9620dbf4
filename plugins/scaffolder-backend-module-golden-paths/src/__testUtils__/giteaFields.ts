/**
 * Fields and types of what is sent to and read from Gitea, out of its OpenAPI description (`CreateRepoOption` and
 * `Repository`).
 */
export const GITEA_FIELDS = {
  CreateRepoOption: {
    name: 'string',
    description: 'string',
    private: 'boolean',
    issue_labels: 'string',
    auto_init: 'boolean',
    template: 'boolean',
    gitignores: 'string',
    license: 'string',
    readme: 'string',
    default_branch: 'string',
    trust_model: 'string',
    object_format_name: 'string',
  } as Record<string, string>,
  Repository: { empty: 'boolean', default_branch: 'string' },
};
