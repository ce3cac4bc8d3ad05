'use strict';
// util.types: what a value is by what it holds, not by its prototype.

const classOf = (v) => Object.prototype.toString.call(v).slice(8, -1);
const isObject = (v) => v !== null && typeof v === 'object';
const works = (get, v) => {
  if (!isObject(v)) return false;
  try { get.call(v); return true; } catch { return false; }
};
const holds = (has, v) => {
  if (!isObject(v)) return false;
  try { has.call(v, v); return true; } catch { return false; }
};
const getter = (proto, name) => Object.getOwnPropertyDescriptor(proto, name).get;
const typedTag = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
const tag = (v) => (isObject(v) ? typedTag.call(v) : undefined);

const types = {
  isDate: (v) => works(Date.prototype.getTime, v),
  isRegExp: (v) => isObject(v) && native.is(v) === 'RegExp',
  isMap: (v) => works(getter(Map.prototype, 'size'), v),
  isSet: (v) => works(getter(Set.prototype, 'size'), v),
  isWeakMap: (v) => holds(WeakMap.prototype.has, v),
  isWeakSet: (v) => holds(WeakSet.prototype.has, v),
  isArrayBuffer: (v) => works(getter(ArrayBuffer.prototype, 'byteLength'), v),
  isSharedArrayBuffer: () => false,
  isAnyArrayBuffer: (v) => types.isArrayBuffer(v),
  isDataView: (v) => works(getter(DataView.prototype, 'byteLength'), v),
  isTypedArray: (v) => tag(v) !== undefined,
  isArrayBufferView: (v) => ArrayBuffer.isView(v),
  isPromise: (v) => isObject(v) && native.is(v) === 'Promise',
  isProxy: (v) => (isObject(v) || typeof v === 'function') && native.is(v) === 'Proxy',
  isNativeError: (v) => isObject(v) && native.is(v) === 'Error',
  isNumberObject: (v) => works(Number.prototype.valueOf, v),
  isStringObject: (v) => works(String.prototype.valueOf, v),
  isBooleanObject: (v) => works(Boolean.prototype.valueOf, v),
  isSymbolObject: (v) => works(Symbol.prototype.valueOf, v),
  isBigIntObject: (v) => works(BigInt.prototype.valueOf, v),
  isBoxedPrimitive: (v) => types.isNumberObject(v) || types.isStringObject(v) || types.isBooleanObject(v) || types.isSymbolObject(v) || types.isBigIntObject(v),
  isArgumentsObject: (v) => isObject(v) && !(Symbol.toStringTag in v) && classOf(v) === 'Arguments',
  isAsyncFunction: (v) => typeof v === 'function' && classOf(v) === 'AsyncFunction',
  isGeneratorFunction: (v) => typeof v === 'function' && classOf(v) === 'GeneratorFunction',
  isGeneratorObject: (v) => isObject(v) && classOf(v) === 'Generator',
  isMapIterator: (v) => isObject(v) && classOf(v) === 'Map Iterator',
  isSetIterator: (v) => isObject(v) && classOf(v) === 'Set Iterator',
  isModuleNamespaceObject: () => false,
  isExternal: () => false,
  isKeyObject: () => false,
  isCryptoKey: () => false,
};
for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types['is' + name] = (v) => tag(v) === name;
}
module.exports = types;
