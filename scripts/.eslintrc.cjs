const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

module.exports = createConfigForRole(__dirname, 'node-library', {
  ignorePatterns: ['eslint/fixtures/**'],
  rules: {
    'max-lines': ['error', { max: 400 }],
    '@typescript-eslint/no-explicit-any': 'error',
    // Sequential steps are the nature of a command.
    'no-await-in-loop': 'off',
  },
});
