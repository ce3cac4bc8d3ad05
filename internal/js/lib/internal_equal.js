'use strict';
// Deep equality, as assert.deepEqual (loose) and assert.deepStrictEqual want it.

const types = require('internal/types');

const same = (a, b, strict) => (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)); // eslint-disable-line eqeqeq
const ownKeys = (o) => Object.keys(o).concat(Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s)));

function equal(a, b, strict, seen) {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    if (strict) return typeof a === 'object' || typeof b === 'object' ? false : Object.is(a, b);
    if ((a === null || typeof a !== 'object') && (b === null || typeof b !== 'object')) return same(a, b, false);
    return false;
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const tagA = Object.prototype.toString.call(a);
  if (tagA !== Object.prototype.toString.call(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== b.length) return false;
  if (types.isDate(a)) {
    if (!types.isDate(b) || !Object.is(a.getTime(), b.getTime())) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || String(a) !== String(b) || a.lastIndex !== b.lastIndex) return false;
  } else if (types.isNativeError(a) || a instanceof Error) {
    if (a.message !== b.message || a.name !== b.name) return false;
  } else if (types.isArrayBufferView(a)) {
    if (!types.isArrayBufferView(b) || a.byteLength !== b.byteLength) return false;
    if (types.isDataView(a)) return equalBytes(a, b);
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i], strict)) return false;
  } else if (types.isArrayBuffer(a)) {
    return types.isArrayBuffer(b) && equalBytes(new DataView(a), new DataView(b));
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || a.size !== b.size) return false;
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || a.size !== b.size) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!types.isBoxedPrimitive(b) || !Object.is(a.valueOf(), b.valueOf())) return false;
  }
  const known = seen.get(a);
  if (known && known.has(b)) return true;
  if (known) known.add(b); else seen.set(a, new Set([b]));
  try {
    return equalContent(a, b, strict, seen);
  } finally {
    seen.get(a).delete(b);
  }
}

function equalBytes(a, b) {
  if (a.byteLength !== b.byteLength) return false;
  for (let i = 0; i < a.byteLength; i++) if (a.getUint8(i) !== b.getUint8(i)) return false;
  return true;
}

function equalContent(a, b, strict, seen) {
  if (!types.isArrayBufferView(a)) {
    const keys = strict ? ownKeys(a) : Object.keys(a);
    const others = strict ? ownKeys(b) : Object.keys(b);
    if (keys.length !== others.length) return false;
    for (const k of keys) {
      if (!Object.prototype.propertyIsEnumerable.call(b, k) || !equal(a[k], b[k], strict, seen)) return false;
    }
  }
  if (types.isSet(a)) return equalSets(a, b, strict, seen);
  if (types.isMap(a)) return equalMaps(a, b, strict, seen);
  return true;
}

function equalSets(a, b, strict, seen) {
  const rest = [...b].filter((v) => !a.has(v));
  for (const v of a) {
    if (b.has(v)) continue;
    const i = rest.findIndex((w) => equal(v, w, strict, seen));
    if (i < 0) return false;
    rest.splice(i, 1);
  }
  return true;
}

function equalMaps(a, b, strict, seen) {
  const rest = [...b].filter(([k]) => !a.has(k));
  for (const [k, v] of a) {
    if (b.has(k)) {
      if (!equal(v, b.get(k), strict, seen)) return false;
      continue;
    }
    const i = rest.findIndex(([l, w]) => equal(k, l, strict, seen) && equal(v, w, strict, seen));
    if (i < 0) return false;
    rest.splice(i, 1);
  }
  return true;
}

exports.isDeepEqual = (a, b, strict) => equal(a, b, strict, new Map());
