package js

import "testing"

// How the features of the language work.
const (
	inEngine   = "native"  // the engine has it
	rewritten  = "lowered" // esbuild rewrites it
	polyfilled = "added"   // internal/polyfill puts it in when code mentions it
	inModule   = "module"  // a module of lib is loaded when code uses it
)

func TestFeatures(t *testing.T) {
	for _, test := range []struct{ name, how, code, want string }{
		// ES2015
		{"let, const, arrows", inEngine, `const f = (a, b = 2, ...c) => { let s = a; for (const x of c) s += x; return s + b }; return f(1, undefined, 3, 4)`, "10"},
		{"classes", inEngine, `class A { constructor(a) { this.a = a } get x() { return this.a } static s() { return "s" } }; class B extends A { constructor() { super(5) } get x() { return super.x + 1 } }; return [new B().x, B.s(), new B() instanceof A]`, `[6,"s",true]`},
		{"destructuring", inEngine, `const {a, b: {c = 3, ...rest}, ...others} = {a: 1, b: {d: 4}, e: 5}; const [x, , y = 7, ...z] = [1, 2, undefined, 8]; return [a, c, rest, others, x, y, z]`, `[1,3,{"d":4},{"e":5},1,7,[8]]`},
		{"template literals", inEngine, "const tag = (s, ...v) => s.raw.join('|') + v.join(); return [`a${1 + 1}b`, tag`x\\n${1}y`, String.raw`\\t`]", `["a2b","x\\n|y1","\\t"]`},
		{"generators", inEngine, `function* g(n) { const got = yield n; yield* [got, 3]; return 9 } const it = g(1); return [it.next(), it.next(2), [...it]]`, `[{"value":1,"done":false},{"value":2,"done":false},[3]]`},
		{"iterators", inEngine, `const o = {*[Symbol.iterator]() { yield 1; yield 2 }}; return [...o, ...new Map([[1, 2]]).keys(), ...new Set("aab")]`, `[1,2,1,"a","b"]`},
		{"symbols", inEngine, `const s = Symbol("d"); return [s.description, s.toString(), Symbol.for("k") === Symbol.for("k"), {[s]: 1}[s]]`, `["d","Symbol(d)",true,1]`},
		{"proxies and Reflect", inEngine, `const log = []; const p = new Proxy({a: 1}, {get(t, k, r) { log.push(k); return Reflect.get(t, k, r) }, has: () => true, ownKeys: () => ["z"], getOwnPropertyDescriptor: () => ({value: 1, configurable: true, enumerable: true})}); return [p.a, "q" in p, Object.keys(p), log]`, `[1,true,["z"],["a"]]`},
		{"maps, sets, weak maps", inEngine, `const w = new WeakMap(), k = {}; w.set(k, 1); const s = new WeakSet([k]); return [w.get(k), s.has(k), [...new Map([[1, "a"]]).entries()], new Set([1, 1]).size]`, `[1,true,[[1,"a"]],1]`},
		{"promises", inEngine, `return Promise.all([1, Promise.resolve(2), new Promise(r => r(3))])`, "[1,2,3]"},
		{"typed arrays", polyfilled, `const big = []; for (const C of [ArrayBuffer, Uint8Array, Float64Array]) try { new C(2 ** 40) } catch (e) { big.push(e.name) } class Mine extends Uint8Array {} big.push(new Mine(2) instanceof Uint8Array, new Mine(2).constructor === Mine, new Uint8Array(1).constructor === Uint8Array, Buffer.from(new Uint8Array([1])).slice(0).length, new Uint8Array([1]).map(x => x) instanceof Uint8Array); const f = new Float32Array([1.5, 2]); return [[...new Uint8Array(f.buffer, 0, 2)], new DataView(new ArrayBuffer(8)).getInt16(0), Uint8Array.from([1, 300])[1], big]`, `[[0,0],0,44,["RangeError","RangeError","RangeError",true,true,true,1,true]]`},
		{"unicode in strings and regular expressions", inEngine, `return ["😀".codePointAt(0), String.fromCodePoint(128512), /^.$/u.test("😀"), "\u{1F600}".length, "é".normalize("NFD").length]`, `[128512,"😀",true,2,2]`},
		{"sticky", inEngine, `const r = /a/y; r.lastIndex = 1; return [r.test("ba"), r.lastIndex, r.test("ba")]`, "[true,2,false]"},
		{"labels", inEngine, `let n = 0; outer: for (;;) { for (;;) { if (++n > 3) break outer; continue outer } } return n`, "4"},
		{"getters, computed names", inEngine, `const k = "x"; return {get [k + 1]() { return 1 }, [k]() {}, __proto__: {inherited: 1}, 0b11: 2, 0o17: 3}`, `{"3":2,"15":3,"x1":1}`},
		{"functions in blocks", rewritten, `if (true) { function inBlock() { return "visible" } } return inBlock()`, `"visible"`},
		{"with, arguments, octal", inEngine, `function f(a) { arguments[0] = 2; return a } with ({w: 1}) { return [w, f(1), 010] }`, "[1,2,8]"},
		// ES2016 to ES2018
		{"exponents, includes", inEngine, `return [2 ** 10, [NaN].includes(NaN)]`, "[1024,true]"},
		{"async functions", inEngine, `const f = async x => { try { return await x } finally { await null } }; return [await f(1), await f(Promise.reject(2)).catch(e => e)]`, "[1,2]"},
		{"entries, padding, descriptors", inEngine, `return [Object.entries({a: 1}), "5".padStart(3, "0"), Object.keys(Object.getOwnPropertyDescriptors({a: 1}))]`, `[[["a",1]],"005",["a"]]`},
		{"async generators", rewritten, `async function* g() { yield 1; try { yield 2 } finally { yield 3 } } const out = []; for await (const x of g()) { out.push(x); if (x === 2) break } return out`, "[1,2]"},
		{"for await", rewritten, `const out = []; for await (const x of [1, Promise.resolve(2)]) out.push(x); return out`, "[1,2]"},
		{"object rest and spread", inEngine, `return {...{a: 1, b: 2}, b: 3, ...null, ..."hi"}`, `{"0":"h","1":"i","a":1,"b":3}`},
		{"named groups", inEngine, `const {year, month} = /(?<year>\d{4})-(?<month>\d\d)/.exec("on 2020-05").groups; return [year, month, "2020-05".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>"), /(?<q>["']).*?\k<q>/.exec("a 'b\" c'")[0]]`, `["2020","05","05/2020","'b\" c'"]`},
		{"lookbehind, dot all", inEngine, `return ["$42".match(/(?<=\$)\d+/)[0], /(?<!\$)\b\d/.test("$42"), /a.b/s.test("a\nb")]`, `["42",false,true]`},
		{"unicode properties", polyfilled, `return ["aé1_".replace(/\P{L}/gu, ""), /^\p{Lu}\p{Ll}+$/u.test("Ünder"), /\p{Script=Greek}/u.test("α"), "a😀b".split(/\p{Extended_Pictographic}/u), /[\p{N}\s]+/u.exec("x 12")[0]]`, `["aé",true,true,["a","b"]," 12"]`},
		{"unicode properties in strings", polyfilled, `return new RegExp("\\p{L}+", "giu")[Symbol.replace]("ab1é", "x")`, `"x1x"`},
		{"finally", inEngine, `let n = 0; await Promise.resolve().finally(() => { n++ }); return n`, "1"},
		// ES2019 to ES2021
		{"flat, flatMap, fromEntries, trim", inEngine, `return [[1, [2, [3]]].flat(Infinity), [1, 2].flatMap(x => [x, x]), Object.fromEntries([["a", 1]]), " a ".trimStart() + "|" + " a ".trimEnd()]`, `[[1,2,3],[1,1,2,2],{"a":1},"a | a"]`},
		{"stable sort", inEngine, `return Array.from({length: 30}, (_, i) => [i % 3, i]).sort((a, b) => a[0] - b[0]).map(x => x[1]).slice(0, 5)`, "[0,3,6,9,12]"},
		{"optional catch binding", inEngine, `try { throw 1 } catch { return "caught" }`, `"caught"`},
		{"optional chaining, nullish", inEngine, `const o = {a: {f: () => 1}}; let n = null; n ??= 5; o.b ||= 6; o.a &&= 7; return [o?.x?.y.z, o.f?.(), o?.["a"], n ?? 1, 0 ?? 1, o]`, `[null,null,7,5,0,{"a":7,"b":6}]`},
		{"BigInt", inEngine, `return [String(2n ** 64n), typeof 1n, 5n / 2n === 2n, BigInt("0x10") === 16n, BigInt.asUintN(8, 257n) === 1n, [3n, 1n].sort().join()]`, `["18446744073709551616","bigint",true,true,true,"1,3"]`},
		{"matchAll, replaceAll", inEngine, `return [[..."a1b2".matchAll(/([a-z])(\d)/g)].map(m => m[1] + m.index), "a.a.a".replaceAll(".", "-")]`, `[["a0","b2"],"a-a-a"]`},
		{"allSettled, any, AggregateError", inEngine, `return [await Promise.allSettled([1, Promise.reject(2)]), await Promise.any([Promise.reject(1), 3]), await Promise.any([Promise.reject(1)]).catch(e => [e.name, e.errors])]`, `[[{"status":"fulfilled","value":1},{"status":"rejected","reason":2}],3,["AggregateError",[1]]]`},
		{"globalThis, separators", inEngine, `return [globalThis === global, 1_000_000]`, "[true,1000000]"},
		{"dynamic import", rewritten, `return (await import("path")).basename("/a/b")`, `"b"`},
		{"weak references", inModule, `const w = new WeakRef({a: 1}); new FinalizationRegistry(() => {}).register({}, 1); return w.deref()`, `{"a":1}`},
		// ES2022 and ES2023
		{"class fields, private members", inEngine, `class A { #x = 1; y = this.#x + 1; static z = 3; static #p() { return 4 } static { this.w = A.#p() } get #q() { return 5 } has(o) { return #x in o } all() { return [this.#x, this.y, A.z, A.w, this.#q] } } return [new A().all(), new A().has({})]`, "[[1,2,3,4,5],false]"},
		{"at, hasOwn, cause", inEngine, `return [[1, 2].at(-1), "ab".at(-1), Object.hasOwn({a: 1}, "a"), new Error("x", {cause: "c"}).cause]`, `[2,"b",true,"c"]`},
		{"findLast, copying methods", inEngine, `return [[1, 2, 3].findLast(x => x < 3), [1, 2].findLastIndex(x => x), [3, 1].toSorted(), [1, 2].toReversed(), [1, 2].with(0, 9), [1, 2, 3].toSpliced(0, 1)]`, "[2,1,[1,3],[2,1],[9,2],[2,3]]"},
		// Newer
		{"groupBy", polyfilled, `return [Object.groupBy([1, 2, 3], x => x % 2 ? "odd" : "even"), [...Map.groupBy([1, 2], x => x % 2)]]`, `[{"odd":[1,3],"even":[2]},[[1,[1]],[0,[2]]]]`},
		{"withResolvers, try", polyfilled, `const {promise, resolve} = Promise.withResolvers(); resolve(1); return [await promise, await Promise.try(x => x, 2)]`, "[1,2]"},
		{"well-formed strings", polyfilled, `return ["a\ud800".isWellFormed(), "a\ud800".toWellFormed(), "a😀".isWellFormed()]`, `[false,"a�",true]`},
		{"fromAsync", polyfilled, `return Array.fromAsync([1, Promise.resolve(2)], x => x * 2)`, "[2,4]"},
		{"set methods", inEngine, `return [...new Set([1, 2]).union(new Set([3]))]`, "[1,2,3]"},
		{"decorators", rewritten, `const seen = []; function dec(v, c) { seen.push(c.kind + " " + c.name); return v } class A { @dec m() { return 1 } } return [new A().m(), seen]`, `[1,["method m"]]`},
		{"using", rewritten, `const log = []; { using r = {[Symbol.dispose]() { log.push("disposed") }}; log.push("used") } return log`, `["used","disposed"]`},
		{"captureStackTrace", polyfilled, `const o = {}; Error.captureStackTrace(o); Error.prepareStackTrace = (e, s) => s[0].getLineNumber() > 0; const p = {}; Error.captureStackTrace(p); return [typeof o.stack, p.stack]`, `["string",true]`},
		{"old accessors and dates", polyfilled, `const o = {}; o.__defineGetter__("a", () => 1); let set; o.__defineSetter__("b", v => { set = v }); o.b = 2; return [o.a, set, o.__lookupGetter__("a")(), typeof o.__lookupSetter__("b"), Object.keys(o), new Date(0).toGMTString(), new Date(2020, 1).getYear()]`, `[1,2,1,"function",["a","b"],"Thu, 01 Jan 1970 00:00:00 GMT",120]`},
		// Built-in objects
		{"dates", inEngine, `return [new Date("2020-02-30T00:00:00Z").getTime() > 0, Date.parse("2020-01-02"), Date.parse("Thu, 01 Jan 1970 00:00:00 GMT"), new Date(2020, 0, 31).getMonth(), new Date(0).toISOString(), JSON.stringify(new Date(NaN))]`, `[true,1577923200000,0,0,"1970-01-01T00:00:00.000Z","null"]`},
		{"JSON", inEngine, `return [JSON.stringify({a: [undefined, () => {}], b: undefined, c: {toJSON: () => 1}}), JSON.parse('{"a":[1]}', (k, v) => v === 1 ? 2 : v), JSON.stringify({a: 1}, null, 1), JSON.stringify("\ud800")]`, `["{\"a\":[null,null],\"c\":1}",{"a":[2]},"{\n \"a\": 1\n}","\"\\ud800\""]`},
		{"locales", inModule, `return [(1234.5).toLocaleString("de"), new Date(0).toLocaleDateString("en-US", {timeZone: "UTC"}), new Intl.PluralRules("en").select(1)]`, `["1.234,5","1/1/1970","one"]`},
		{"new Function, eval", inEngine, `const secret = 1; return [new Function("a", "return a + 1")(1), eval("secret + 1"), (0, eval)("typeof secret")]`, `[2,2,"undefined"]`},
		{"legacy", inEngine, `return [escape("ä b"), unescape("%E4"), "a".anchor ? "b".big() : "", "abc".substr(-2, 1), {}.__proto__ === Object.prototype]`, `["%E4%20b","ä","","b",true]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			code := "async function main() {" + test.code + "\n}"
			how := inEngine
			_, direct := compileDirect("code.js", code)
			switch {
			case !direct && test.how == polyfilled && hasProperties(code):
				how = polyfilled
			case !direct:
				how = rewritten
			case test.how == inModule:
				how = inModule
			case mentioned(code) != 0:
				how = polyfilled
			}
			check(t, "how it works", how, test.how)
			got, err := run(t, code)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "result", got, test.want)
		})
	}
}

// What does not work says so.
func TestMissingFeatures(t *testing.T) {
	for name, code := range map[string]string{
		"sets of characters": `new RegExp("[\\p{L}--[a-z]]", "v")`,
		"match indices":      `/a/d`,
		"WebAssembly":        `WebAssembly.compile`,
		"SharedArrayBuffer":  `new SharedArrayBuffer(1)`,
		"segments of text":   `new Intl.Segmenter("en")`,
		"units":              `new Intl.NumberFormat("en", {style: "unit", unit: "meter"})`,
	} {
		if _, err := run(t, "function main() { return "+code+"\n}"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The engine's implementation of regular expressions that Go's cannot do once
// matched too little of texts with characters beyond ASCII.
func TestRegularExpressions(t *testing.T) {
	for code, want := range map[string]string{
		`"{h}ü".match(/\{[a-z]+\}|[^{]/g)`:                 `["{h}","ü"]`,
		`"abü".replace(/ab|[^a]/g, "<$&>")`:                `"<ab><ü>"`,
		`"über-ÜBER".replace(/\W+/gi, "_")`:                `"_ber_BER"`,
		`"a.B ü".replace(/[^.]\S/gi, "x")`:                 `"xBx"`,
		`"x1Ü2".match(/\D(?=\d)/gi)`:                       `["x","Ü"]`,
		`"a\nb".match(/a.b/i)`:                             `null`,
		`"a\nb".match(/a.b/is)[0]`:                         `"a\nb"`,
		`/[.\D]\./i.source`:                                `"[.\\D]\\."`,
		`"a,b;c".split(/[,;]/)`:                            `["a","b","c"]`,
		`"aXbxc".split(/x/i)`:                              `["a","b","c"]`,
		`"2020-01".replace(/(\d+)-(\d+)/, (m, a, b) => b)`: `"01"`,
	} {
		got, err := run(t, "function main() { return "+code+" }")
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		check(t, code, got, want)
	}
}
