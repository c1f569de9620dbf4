module.exports = require('../../scripts/eslint/importLaw.cjs')(
  __dirname,
  'module',
);
