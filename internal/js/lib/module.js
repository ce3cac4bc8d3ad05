'use strict';
const { coded } = require('internal/errors');

function Module(id = '', parent) {
  Object.assign(this, { id, path: require('path').dirname(id), exports: {}, filename: null, loaded: false, children: [], parent });
}
const refuse = (name) => () => {
  throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `module.${name} cannot be used here: it reaches into Node itself`);
};
module.exports = Object.assign(Module, {
  Module, builtinModules: native.names, isBuiltin: (name) => native.isBuiltin(String(name)),
  createRequire: (from) => native.require(from instanceof URL || /^file:/.test(from) ? require('url').fileURLToPath(from) : String(from)),
  globalPaths: [], _extensions: { '.js'() {}, '.json'() {}, '.node'() {} }, _pathCache: {},
  get _cache() { return native.cache(); },
  _resolveFilename: (name, parent) => native.require(parent && parent.filename || require('path').join(process.cwd(), 'index.js')).resolve(name),
  _nodeModulePaths: (dir) => native.paths(String(dir)),
  _load: refuse('_load'), _findPath: refuse('_findPath'), register: refuse('register'),
  syncBuiltinESMExports() {}, findSourceMap: () => undefined, SourceMap: class SourceMap {},
  wrap: (code) => `(function (exports, require, module, __filename, __dirname) { ${code}\n});`,
});
Module.prototype.require = function (id) { return native.require(this.filename || require('path').join(process.cwd(), 'index.js'))(id); };
Module.prototype._compile = function () { refuse('_compile')(); };
