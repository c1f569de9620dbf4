const { join } = require('node:path');
const swc = require('@backstage/cli/config/jestSwcTransform');

const rootDir = join(__dirname, '../../..');

/**
 * Backstage's transform, with results that all packages share. Jest's own key
 * contains the whole configuration of a package, its folder and its name, so
 * that on a fresh machine every package would compile all of node_modules
 * again. What is compiled depends on the text, its path and these options.
 */
exports.createTransformer = options => {
  const transformer = swc.createTransformer(options);
  return {
    ...transformer,
    getCacheKey: (source, path, facts) =>
      transformer.getCacheKey(source, path, {
        ...facts,
        config: { rootDir },
        configString: '',
      }),
  };
};
