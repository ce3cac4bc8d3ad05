'use strict';
// Tells what Litexa 0.9 makes of projects. Its argument is a checkout of it, in
// which npm has installed the packages. A line of standard input is a request:
//
//   {"dir": PATH, "target": NAME, "locales": [NAME], "manifest": BOOL}
//
// Without locales, there is one for each language. The answer is a line, too:
//
//   {"targets": [NAME], "models": {LOCALE: MODEL}, "manifest": MANIFEST}
//   {"error": {"message", "source", "line", "column"}}
//
// The project must be a copy: configurations in TypeScript write beside
// themselves.

const fs = require('fs');
const path = require('path');
const readline = require('readline');

const home = path.join(process.argv[2], 'packages', 'litexa');
const load = require('module').createRequire(path.join(home, 'package.json'));

// The answers have standard output to themselves.
for (const level of Object.keys(console)) {
  if (typeof console[level] === 'function') console[level] = () => {};
}
// Its manifest command warns of long summaries with this, and fails; deploying
// does not.
console.warning = () => {};
load('./aliasing.js');
load('coffeescript').register();

// A manifest can be made without anything to deploy with, and without
// knowing what deploying would tell.
const deployer = path.join(home, 'src', 'deployment', 'deployment-module.coffee');
require.cache[deployer] = { id: deployer, filename: deployer, loaded: true, exports: () => ({}), children: [], paths: [] };

const builder = load('./src/command-line/skill-builder.coffee');
const manifests = load('./src/command-line/deploy/manifest.coffee');

function localeOf(language) {
  if (language === 'default') return 'en-US';
  return language.includes('-') ? language : `${language}-${language.toUpperCase()}`;
}

// Evaluating the code of a skill tells whether it can be loaded at all.
function evaluate(code, root) {
  const exported = { litexa: { assetsRoot: '', modulesRoot: path.join(root, 'litexa') } };
  const resolve = require('module').createRequire(path.join(root, 'litexa', 'index.js'));
  new Function('exports', 'require', 'module', 'db', 'Entitlements', code)(
    exported, resolve, { exports: exported }, { fetchDB() {} }, {});
}

async function answer(request) {
  const skill = await builder.build(request.dir, request.target);
  const result = { targets: Object.keys(skill.projectInfo.deployments || {}), models: {} };
  const locales = request.locales || Object.keys(skill.projectInfo.languages).map(localeOf);
  for (const locale of locales) {
    result.models[locale] = skill.toModelV2(locale);
  }
  evaluate(skill.toLambda({ preamble: '' }), request.dir);
  if (request.manifest) {
    const options = {
      root: request.dir, type: 'manifest', deployment: request.target, region: 'en-US', logger: console,
    };
    result.manifest = await manifests.generateManifest(options, skill);
  }
  return result;
}

function explain(error) {
  const told = { message: String((error && error.message) || error) };
  const { source, start, first_line: line } = (error && error.location) || {};
  if (source) told.source = source;
  if (start) Object.assign(told, { line: start.line, column: start.column });
  else if (line !== undefined) told.line = line + 1;
  return told;
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let told;
    try {
      told = await answer(JSON.parse(line));
    } catch (error) {
      told = { error: explain(error) };
    }
    fs.writeSync(1, JSON.stringify(told) + '\n');
  }
  process.exit(0);
})();
