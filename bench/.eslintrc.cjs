module.exports = require('../scripts/.eslintrc.cjs');
