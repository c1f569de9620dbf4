const { Script } = require('node:vm');
const BackstageRuntime = require('@backstage/cli/config/jestCachingModuleLoader');

/** Compiled modules of this worker, by path. V8 keeps their bytecode with them. */
const compiled = new Map();
/** The runtime of the test file that is running: a worker runs one at a time. */
const now = { runtime: undefined };

/**
 * Jest's runtime, which compiles every module once per worker and not once per
 * test file. Modules are still evaluated anew for every file, in its own
 * context: nothing that a test does to a module is seen by another.
 */
module.exports = class SharedScriptsRuntime extends BackstageRuntime {
  constructor(...args) {
    super(...args);
    now.runtime = this;
  }

  createScriptFromCode(source, path) {
    const context = this._environment.getVmContext();
    // A test file is loaded once, and a core module has no path.
    if (!context || path === this._testPath || !path.startsWith('/')) {
      return super.createScriptFromCode(source, path);
    }
    const head = `(function (${this.constructInjectedModuleParameters()}) {`;
    const known = compiled.get(path);
    if (known?.source === source && known.head === head) {
      return known.script.runInContext(context);
    }
    let script;
    try {
      script = new Script(`${head}${source}\n})`, {
        filename: path,
        columnOffset: -head.length,
        importModuleDynamically: specifier =>
          now.runtime.importFrom(specifier, path),
      });
    } catch {
      // Says where the mistake is, in the words that everybody knows.
      return super.createScriptFromCode(source, path);
    }
    compiled.set(path, { source, head, script });
    return script.runInContext(context);
  }

  async importFrom(specifier, path) {
    const context = this._environment.getVmContext();
    const module = await this.resolveModule(specifier, path, context);
    return this.linkAndEvaluateModule(module);
  }
};
