const law = require('../scripts/eslint/importLaw.cjs')(__dirname, 'tool');

module.exports = {
  ...law,
  // Emitted code has rules of its own.
  ignorePatterns: [...(law.ignorePatterns ?? []), '*/skeleton/**', 'parts/**'],
};
