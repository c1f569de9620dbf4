/**
 * The import law: who may import whom, as ESLint configuration.
 *
 * Every package's .eslintrc.js is one line: `importLaw(__dirname, role)`.
 * A rule is a regular expression over the imported name and a message; it
 * holds for static and dynamic imports, re-exports and require. Tests check
 * each rule with a fixture that must fail (scripts/eslint/fixtures).
 */
const { builtinModules } = require('node:module');
const createPackageConfig = require('@backstage/cli/config/eslint-factory');

const TESTS = [
  '**/*.test.*',
  '**/setupTests.*',
  '**/testUtils/**',
  '**/__testUtils__/**',
  'dev/**',
];

/** @typedef {{ pattern: string, message: string }} Ban */

/** Only the named packages of this repository may be imported. */
const ownOnly = (/** @type {string} */ allowed, /** @type {string} */ who) => ({
  pattern: `^@textloom\\/(?!(?:${allowed})(?:\\/|$))`,
  message: `${who} may import from this repository only: ${allowed
    .replace(/\|/g, ', ')
    .replace(/\[a-z-\]\+/g, '*')}.`,
});

const COMMON = 'plugin-[a-z-]+-common';

/** @type {Record<string, Ban>} */
const BAN = {
  everything: {
    pattern: '^[^.]',
    message: 'The kernel imports nothing.',
  },
  allButKernel: {
    // Hashing is pure, and not for us to write.
    pattern: '^(?!\\.|@textloom\\/kernel$|@noble\\/hashes\\/)',
    message: 'domain/ imports only @textloom/kernel, @noble/hashes and itself.',
  },
  node: {
    pattern: `^(?:node:|(?:${builtinModules
      .filter(name => !name.startsWith('_') && !name.includes(':'))
      .join('|')
      .replace(/\//g, '\\/')})$)`,
    message: 'This package also runs in a browser: no Node module.',
  },
  react: {
    pattern:
      '^(?:react(?:-dom|-router|-router-dom|-use)?|@material-ui|@mui|@remixicon|@tanstack)(?:\\/|$)',
    message: 'React belongs in frontend packages.',
  },
  backstageSided: {
    pattern:
      '^@backstage\\/(?!(?:errors|types|config|catalog-model|[a-z-]+-common)(?:\\/|$))',
    message:
      'A -common package imports no Backstage frontend or backend package.',
  },
  backstageBackend: {
    pattern:
      '^@backstage\\/(?:backend-[a-z-]+|[a-z-]+-(?:node|backend|backend-module-[a-z-]+))(?:\\/|$)',
    message: 'Frontend code imports no Backstage backend package.',
  },
  backstageFrontend: {
    pattern:
      '^@backstage\\/(?:core-(?:app-api|components|plugin-api)|frontend-[a-z-]+|theme|ui|[a-z-]+-react)(?:\\/|$)',
    message: 'Backend code imports no Backstage frontend package.',
  },
  vendor: {
    pattern:
      '^(?:@kubernetes\\/|@aws-sdk\\/|@octokit\\/|octokit$|@duckdb\\/|@google-cloud\\/|@azure\\/|@slack\\/|@redis\\/|ioredis|minio$|pg$|better-sqlite3$)',
    message: 'Only adapters/ imports a vendor SDK.',
  },
  knex: { pattern: '^knex(?:\\/|$)', message: 'Only database/ imports knex.' },
  express: {
    pattern: '^express(?:-promise-router)?$',
    message: 'Only router.ts imports express.',
  },
  deep: {
    pattern: '^@textloom\\/[^/]+\\/(?:src|dist)(?:\\/|$)',
    message: 'Import what the package exports, not its files.',
  },
};

const SERVER = [BAN.vendor, BAN.knex, BAN.express];

/** What each role may not import. @type {Record<string, Ban[]>} */
const ROLES = {
  kernel: [BAN.everything],
  common: [
    ownOnly(`kernel|${COMMON}`, 'A -common package'),
    BAN.node,
    BAN.react,
    BAN.backstageSided,
    ...SERVER,
  ],
  backend: [
    ownOnly(`kernel|backend-kit|${COMMON}`, 'A backend plugin'),
    BAN.react,
    BAN.backstageFrontend,
    ...SERVER,
  ],
  frontend: [
    ownOnly(`kernel|ui|${COMMON}`, 'A frontend plugin'),
    BAN.node,
    BAN.backstageBackend,
    ...SERVER,
  ],
  ui: [
    ownOnly('kernel', 'The UI kit'),
    BAN.node,
    BAN.backstageBackend,
    ...SERVER,
  ],
  kit: [
    ownOnly('kernel', 'The backend kit'),
    BAN.react,
    BAN.backstageFrontend,
    BAN.vendor,
  ],
  sandbox: [
    ownOnly('kernel', 'The sandbox'),
    BAN.react,
    BAN.backstageFrontend,
    BAN.vendor,
    BAN.express,
  ],
  app: [
    {
      pattern:
        '^@textloom\\/(?:sandbox|backend-kit|plugin-[a-z-]+-backend(?:-module-[a-z-]+)?|plugin-[a-z]+-backend-module-[a-z-]+)(?:\\/|$)',
      message: 'The app imports frontend plugins, ui, kernel and -common only.',
    },
    BAN.node,
    BAN.backstageBackend,
    ...SERVER,
  ],
  portal: [
    {
      pattern:
        '^@textloom\\/(?:sandbox|ui)(?:\\/|$)|^@textloom\\/plugin-(?![a-z-]*(?:backend|common))',
      message: 'The backend imports backend plugins and modules only.',
    },
    BAN.react,
    BAN.backstageFrontend,
    BAN.vendor,
    BAN.knex,
  ],
  tool: [],
};
ROLES.module = ROLES.backend;

/** Bans that do not hold for what a test stands on. */
const NOT_IN_TESTS = new Set([
  BAN.everything,
  BAN.allButKernel,
  BAN.node,
  BAN.backstageSided,
  ...SERVER,
]);

const OWN_MOCK = {
  selector:
    "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|doMock|setMock|unstable_mockModule)$/][arguments.0.value=/^(\\.|@textloom\\u002f)/]",
  message:
    'No jest.mock of our own modules: pass a fake through the interface.',
};

const REACT_DEFAULT = {
  selector:
    "ImportDeclaration[source.value='react'] :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
  message: 'Import the names that you use from react.',
};

const DIRNAME = {
  selector: 'Identifier[name="__dirname"]',
  message:
    'It is another folder in the production build: use resolvePackagePath().',
};

/** @param {Ban} ban */
function selectors({ pattern, message }) {
  const regex = `/${pattern}/`;
  return [
    `:matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)[source.value=${regex}]`,
    `CallExpression[callee.name='require'][arguments.0.value=${regex}]`,
    `TSImportType[argument.literal.value=${regex}]`,
  ].map(selector => ({ selector, message }));
}

/** @param {readonly Ban[]} bans @param {object[]} extra */
function syntax(bans, extra = []) {
  return {
    'no-restricted-syntax': [
      'error',
      ...[...bans, BAN.deep].flatMap(selectors),
      OWN_MOCK,
      REACT_DEFAULT,
      ...extra,
    ],
  };
}

/** domain/ at each depth: a relative import must not leave it. */
function domainOverrides() {
  return [0, 1, 2, 3].map(depth => ({
    files: [`src/domain/${'*/'.repeat(depth)}*.ts`],
    excludedFiles: TESTS,
    rules: syntax([
      BAN.allButKernel,
      {
        pattern: `^(?:\\.\\.\\/){${depth + 1}}|^(?:\\.\\.\\/){${depth}}\\.\\.$`,
        message: BAN.allButKernel.message,
      },
    ]),
  }));
}

/** The folders that hold what the rest of a backend may not touch. */
function serverOverrides(
  /** @type {Ban[]} */ bans,
  /** @type {object[]} */ extra,
) {
  const without = (/** @type {Ban} */ ban) => bans.filter(b => b !== ban);
  return [
    {
      files: ['src/adapters/**'],
      rules: syntax(without(BAN.vendor), extra),
    },
    { files: ['src/database/**'], rules: syntax(without(BAN.knex), extra) },
    {
      files: ['src/router.ts'],
      rules: syntax(without(BAN.express), extra),
    },
  ].map(override => ({ ...override, excludedFiles: TESTS }));
}

/**
 * @param {string} dir folder of the package
 * @param {keyof typeof ROLES} role
 */
module.exports = function importLaw(dir, role) {
  const bans = ROLES[role];
  if (!bans) throw new Error(`Unknown role '${role}' of ${dir}`);
  const node = ['backend', 'module', 'kit', 'portal'].includes(role);
  const extra = node ? [DIRNAME] : [];
  return createPackageConfig(dir, {
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-explicit-any': 'error',
      // What tests the whole imports from all sides.
      ...(role === 'tool' && { '@backstage/no-mixed-plugin-imports': 'off' }),
    },
    overrides: [
      {
        files: ['**/*.{ts,tsx}'],
        excludedFiles: TESTS,
        rules: syntax(bans, extra),
      },
      ...(role === 'common' ? domainOverrides() : []),
      ...(node || role === 'sandbox' ? serverOverrides(bans, extra) : []),
      {
        files: TESTS,
        rules: {
          ...syntax(bans.filter(ban => !NOT_IN_TESTS.has(ban))),
          '@typescript-eslint/no-explicit-any': 'off',
        },
      },
    ],
  });
};
