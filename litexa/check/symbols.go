package check

import "strings"

// context is the name of the object that all code of a request shares. It can
// be read everywhere and declared nowhere.
const contextName = "context"

// builtin are the names that inline code sees in every skill, as Litexa 0.9
// finds them under Node 20: its own library, the globals of JavaScript and
// Node, those that every object inherits included, and what only functions and
// modules have.
var builtin = words(`
	DBTypeWrapper brightenColor buildBuyInSkillProductDirective
	buildCancelInSkillProductDirective buildUpsellInSkillProductDirective
	daysBetween deepClone diceCheck diceRoll escapeSpeech exports extensionEvents
	extensionRequests fetchEntitlements getProductByProductId
	getProductByReferenceName getReferenceNameByProductId hexFromRGB hoursBetween
	inSkillProductBought initializeExtensionObjects interpolateRGB
	isActuallyANumber jsonFiles litexa minutesBetween pickSayFragment
	pickSayString randomArrayItem randomIndex reportValueMetric rgbFromHSL
	rgbFromHex shuffleArray

	AbortController AbortSignal AggregateError Array ArrayBuffer Atomics BigInt
	BigInt64Array BigUint64Array Blob Boolean BroadcastChannel Buffer
	ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy Crypto
	CryptoKey CustomEvent DOMException DataView Date DecompressionStream Error
	EvalError Event EventTarget File FinalizationRegistry Float32Array
	Float64Array FormData Function Headers Infinity Int16Array Int32Array
	Int8Array Intl JSON Map Math MessageChannel MessageEvent MessagePort NaN
	Number Object Performance PerformanceEntry PerformanceMark PerformanceMeasure
	PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming
	Promise Proxy RangeError ReadableByteStreamController ReadableStream
	ReadableStreamBYOBReader ReadableStreamBYOBRequest
	ReadableStreamDefaultController ReadableStreamDefaultReader ReferenceError
	Reflect RegExp Request Response Set SharedArrayBuffer String SubtleCrypto
	Symbol SyntaxError TextDecoder TextDecoderStream TextEncoder
	TextEncoderStream TransformStream TransformStreamDefaultController TypeError
	URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array
	Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly WritableStream
	WritableStreamDefaultController WritableStreamDefaultWriter atob btoa
	clearImmediate clearInterval clearTimeout console crypto decodeURI
	decodeURIComponent encodeURI encodeURIComponent escape eval fetch global
	globalThis isFinite isNaN parseFloat parseInt performance process
	queueMicrotask setImmediate setInterval setTimeout structuredClone unescape

	__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__
	constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString
	toString valueOf

	__dirname __filename arguments false module null require this true
`)

// compilerNames are names that Litexa 0.9 takes for names of inline code
// although they exist only while it compiles.
var compilerNames = words(`
	Files ParserError coffee exp formatLocationStart fs func indexOf lib
	litexaRoot makeReferenceTester mkdirp path reportError source test testing
`)

// javaScriptWords are the words that JavaScript keeps for itself, so that
// neither a variable nor a function can have them as a name.
var javaScriptWords = words(`
	await break case catch class const continue debugger default delete do else
	enum export extends finally for function if import in instanceof let new
	return super switch throw try typeof var void while with
`)

// constants are words of JavaScript that have a value and take no other.
var constants = words("false null this true")

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// existence says whether a name exists outside of the .litexa files.
type existence int

const (
	absent existence = iota
	present
	// unknown: the inline code could not be run.
	unknown
	// compilerOnly: Litexa 0.9 accepts the name, but nothing defines it when
	// the skill runs.
	compilerOnly
)

// symbolTable answers which names exist in a language, and asks the inline code
// about each at most once.
type symbolTable struct {
	language string
	symbols  Symbols
	apis     map[string]bool
	seen     map[string]existence
}

func newSymbolTable(language string, opts Options) *symbolTable {
	t := &symbolTable{language: language, symbols: opts.Symbols, apis: map[string]bool{}, seen: map[string]existence{}}
	for _, name := range opts.APIs {
		t.apis[name] = true
	}
	return t
}

func (t *symbolTable) lookup(name string) existence {
	e, ok := t.seen[name]
	if !ok {
		e = t.find(name)
		t.seen[name] = e
	}
	return e
}

func (t *symbolTable) find(name string) existence {
	if builtin[name] || t.apis[name] {
		return present
	}
	if t.symbols != nil {
		switch defined, known := t.symbols.Defined(t.language, name); {
		case !known:
			return unknown
		case defined:
			return present
		}
	}
	if compilerNames[name] {
		return compilerOnly
	}
	return absent
}
