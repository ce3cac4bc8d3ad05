// The functions that Litexa code and inline code can call. This file runs once
// in each engine, before the code of a skill's languages; what it declares is
// global there.

function randomIndex(count) {
  return Math.floor(Math.random() * count);
}

function shuffleArray(array) {
  const shuffled = Array.from(array);
  for (let i = 0; i < shuffled.length; i++) {
    const j = i + randomIndex(shuffled.length - i);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

function randomArrayItem(array) {
  return array[randomIndex(array.length)];
}

function diceRoll(sides) {
  return 1 + randomIndex(sides ?? 6);
}

function diceCheck(number, sides) {
  return diceRoll(sides) <= number;
}

// What interpolation speaks. Tests replace it.
function escapeSpeech(value) {
  return value === undefined || value === null ? "" : "" + value;
}

function deepClone(value) {
  return JSON.parse(JSON.stringify(value));
}

function isActuallyANumber(value) {
  return !isNaN(parseInt(value));
}

// pickSayString chooses one of count texts. Its history is stored, so that
// sessions do not repeat each other: of two texts it takes the other one, of
// three or four not the same again, and of more none of the last half.
function pickSayString(context, key, count) {
  const histories = context.db.read("__sayHistory") ?? [];
  let history = histories[key] ?? [];
  let choice;
  if (count === 2) {
    choice = history[0] === undefined || history[0] === null ? randomIndex(2) : 1 - history[0];
    history[0] = choice % 2;
  } else if (count < 5) {
    choice = randomIndex(count);
    if (choice === history[0]) {
      choice = (choice + 1) % count;
    }
    history[0] = choice % 5;
  } else {
    choice = randomIndex(count);
    for (let i = 0; i < count && history.includes(choice); i++) {
      choice = (choice + 1) % count;
    }
    history.unshift(choice);
    history = history.slice(0, Math.min(8, count / 2));
  }
  histories[key] = history;
  context.db.write("__sayHistory", histories);
  return choice % count;
}

function pickSayFragment(context, key, options) {
  return options[pickSayString(context, key, options.length)];
}

function minutesBetween(before, now) {
  return __unitsBetween(before, now, 60 * 1000);
}

function hoursBetween(before, now) {
  return __unitsBetween(before, now, 60 * 60 * 1000);
}

// daysBetween counts calendar days.
function daysBetween(before, now) {
  if (before === undefined || before === null || now === undefined || now === null) {
    return 999999;
  }
  return __unitsBetween(new Date(before).setHours(0, 0, 0, 0), new Date(now).setHours(0, 0, 0, 0), 24 * 60 * 60 * 1000);
}

function __unitsBetween(before, now, unit) {
  if (before === undefined || before === null || now === undefined || now === null) {
    return 999999;
  }
  return Math.floor(Math.abs(now - before) / unit);
}

Math.clamp = (min, max, x) => Math.min(Math.max(min, x), max);

function rgbFromHex(hex) {
  if (hex === undefined || hex === null || hex.length === undefined) {
    return [0, 0, 0];
  }
  if (hex.startsWith("0x")) {
    hex = hex.slice(2);
  }
  if (hex.startsWith("#")) {
    hex = hex.slice(1);
  }
  switch (hex.length) {
    case 3:
      return Array.from(hex, (digit) => parseInt(digit, 16) * 17);
    case 6:
      return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
    default:
      return [0, 0, 0];
  }
}

function hexFromRGB(rgb) {
  return [0, 1, 2].map((i) => Math.clamp(0, 255, Math.floor(rgb[i])).toString(16).padStart(2, "0")).join("");
}

function rgbFromHSL(hsl) {
  const hue = ((hsl[0] % 360) + 360) % 360 / 60;
  const saturation = Math.clamp(0, 1, hsl[1]);
  const lightness = Math.clamp(0, 1, hsl[2]);
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
  const second = chroma * (1 - Math.abs(hue % 2 - 1));
  const base = lightness - 0.5 * chroma;
  const byte = (v) => Math.floor(v * 255);
  const c = byte(chroma + base), x = byte(second + base), m = byte(base);
  return [[c, x, m], [x, c, m], [m, c, x], [m, x, c], [x, m, c], [c, m, x]][Math.min(Math.floor(hue), 5)];
}

function interpolateRGB(from, to, amount) {
  return [0, 1, 2].map((i) => (from[i] + (to[i] - from[i]) * amount).toFixed(0));
}

function brightenColor(color, percent) {
  const bright = interpolateRGB(Array.isArray(color) ? color : rgbFromHex(color), [255, 255, 255], percent / 100);
  return Array.isArray(color) ? bright : hexFromRGB(bright);
}

const litexa = __config.litexa;
exports.litexa = litexa;
const __languages = Object.create(null);

exports.Logging = {
  log: (...args) => console.log(...args),
  error: (...args) => console.error(...args),
};

function reportValueMetric(type, value, unit) {
  __metric(type, value ?? 1, unit ?? "None");
}

// In-skill products.

function __fetchProducts(endpoint, token, locale) {
  try {
    return __products(endpoint, token, locale);
  } catch (error) {
    console.log("Error while querying inSkillProducts: " + error.message);
    throw error;
  }
}

async function fetchEntitlements(context, ignoreCache = false) {
  if (!context.monetization.fetchEntitlements && !ignoreCache) {
    return;
  }
  const system = context.event.context?.System;
  if (!system?.apiEndpoint) {
    return;
  }
  const text = await __fetchProducts(system.apiEndpoint, system.apiAccessToken, context.request.locale);
  console.log("fetchEntitlements() returned: " + text);
  context.monetization.inSkillProducts = JSON.parse(text).inSkillProducts ?? [];
  context.monetization.fetchEntitlements = false;
  context.db.write("__monetization", context.monetization);
}

async function __product(context, matches) {
  if (context.monetization.fetchEntitlements) {
    await fetchEntitlements(context);
  }
  return context.monetization.inSkillProducts.find(matches) ?? null;
}

async function getProductByReferenceName(context, referenceName) {
  return __product(context, (product) => product.referenceName === referenceName);
}

async function getProductByProductId(context, productId) {
  return __product(context, (product) => product.productId === productId);
}

async function inSkillProductBought(context, referenceName) {
  const product = await getProductByReferenceName(context, referenceName);
  return product?.entitled === "ENTITLED";
}

function getReferenceNameByProductId(context, productId) {
  return context.monetization.inSkillProducts.find((product) => product.productId === productId)?.referenceName ?? null;
}

async function __request(context, name, referenceName, more) {
  const product = await getProductByReferenceName(context, referenceName);
  if (!product) {
    console.log(`build${name}InSkillProductDirective(): in-skill product "${referenceName}" not found.`);
    return;
  }
  context.directives.push({
    type: "Connections.SendRequest",
    name,
    payload: { InSkillProduct: { productId: product.productId }, ...more },
    token: "bearer " + context.event.context.System.apiAccessToken,
  });
  context.shouldEndSession = true;
}

async function buildBuyInSkillProductDirective(context, referenceName) {
  await __request(context, "Buy", referenceName);
}

async function buildCancelInSkillProductDirective(context, referenceName) {
  await __request(context, "Cancel", referenceName);
}

async function buildUpsellInSkillProductDirective(context, referenceName, upsellMessage = "") {
  await __request(context, "Upsell", referenceName, { upsellMessage });
}

// __purchase sets the request variables of a handler that asks for responses of
// one name.
async function __purchase(context) {
  const request = context.event.request;
  if (!["Buy", "Cancel", "Upsell"].includes(request.name)) {
    return;
  }
  if (request.payload?.purchaseResult && request.payload.productId) {
    context.slots.purchaseResult = request.payload.purchaseResult;
    context.slots.newProduct = await getProductByProductId(context, request.payload.productId);
  }
}

// Statements.

function __fragment(text) {
  const trimmed = text.trim();
  return trimmed.includes("  ") ? trimmed.replace(/ +/g, " ") : trimmed;
}

function __end(context) {
  context.nextState = null;
  context.handoffState = null;
  context.handoffIntent = null;
  delete context.shouldDropSession;
  context.shouldEndSession = true;
}

function __startOver(context) {
  __goto(context, "launch");
}

function __listen(context, microphone) {
  context.nextState = null;
  context.handoffState = null;
  context.handoffIntent = null;
  context.shouldEndSession = false;
  if (!microphone) {
    context.shouldDropSession = true;
  }
}

function __goto(context, state) {
  delete context.shouldEndSession;
  delete context.shouldDropSession;
  context.nextState = state;
}

function __handoff(context, state) {
  context.handoffState = state;
  context.handoffIntent = true;
}

function __directives(context, value, line) {
  if (!value) {
    throw new Error(`directive expression at line ${line} did not return an array of directives`);
  }
  (Array.isArray(value) ? value : [value]).forEach((directive, i) => {
    if (typeof directive !== "object") {
      throw new Error(`directive expression at line ${line} produced item ${i} that was not an object`);
    }
    context.directives.push(directive);
  });
}

// The database variables of a request. Values of typed variables get their
// class, or are prepared, when they are first read.
class DBTypeWrapper {
  constructor(db, language) {
    this.db = db;
    this.language = language;
    this.types = __languages[language].types;
    this.cache = Object.create(null);
  }

  read(name) {
    const type = this.types[name];
    if (type === undefined || type === null) {
      return this.db.read(name);
    }
    if (name in this.cache) {
      return this.cache[name];
    }
    let value = this.db.read(name);
    if (type.prototype) {
      if (value !== undefined && value !== null) {
        Object.setPrototypeOf(value, type.prototype);
      } else {
        value = new type();
        this.db.write(name, value);
      }
    } else if (type.Prepare) {
      if (value === undefined || value === null) {
        value = type.Initialize ? type.Initialize() : {};
        this.db.write(name, value);
      }
      value = type.Prepare(value);
    }
    return (this.cache[name] = value);
  }

  write(name, value) {
    const type = this.types[name];
    if (type === undefined || type === null) {
      this.db.write(name, value);
      return;
    }
    delete this.cache[name];
    if (value === undefined || value === null) {
      this.db.write(name, null);
    } else if (typeof value === "object") {
      this.db.write(name, value);
    } else {
      throw new Error(`@${name} is a typed variable, you can only assign an object or null to it.`);
    }
  }

  finalize(callback) {
    this.db.finalize(callback);
  }
}

// Echo Buttons.

litexa.gadgetAnimation = {
  buildKey: (color, durationMs, blend) => ({
    color: color.replace(/^#/, "").toUpperCase(),
    durationMs,
    blend: blend ?? true,
  }),

  animationFromArray: (keys) => keys.map((key) => litexa.gadgetAnimation.buildKey(key[0], key[1], key[2])),

  singleColorDirective: (targets, color, durationMs) =>
    litexa.gadgetAnimation.directive(targets, 1, [litexa.gadgetAnimation.buildKey(color, durationMs, false)], "none"),

  resetTriggersDirectives: (targets) =>
    ["buttonDown", "buttonUp"].map((trigger) =>
      litexa.gadgetAnimation.directive(targets, 1, [litexa.gadgetAnimation.buildKey("FFFFFF", 100, false)], trigger)),

  directive: (targetGadgets, repeat, sequence, triggerEvent, triggerEventTimeMs) => ({
    type: "GadgetController.SetLight",
    version: 1,
    targetGadgets,
    parameters: {
      triggerEvent: triggerEvent ?? "none",
      triggerEventTimeMs: triggerEventTimeMs ?? 0,
      animations: [{ targetLights: ["1"], repeat, sequence }],
    },
  }),
};

litexa.overridableFunctions = {
  generateDBKey: (identity) => `${identity.deviceId}`,
};

for (const [language, mappings] of Object.entries(__config.pronounce)) {
  litexa.sayMapping[language] = mappings.flatMap(({ from, to }) => {
    try {
      return [
        { from: new RegExp(` ${from}`, "gi"), to: ` ${to}` },
        { from: new RegExp(`${from} `, "gi"), to: `${to} ` },
      ];
    } catch (error) {
      throw new SyntaxError(`pronounce "${from}" is not a regular expression: ${error.message}`);
    }
  });
}

// The life of a request. The run-time calls these functions in turn.

// __open reads an event and tells who sent it, whose record it is about, and in
// which language.
function __open(event) {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    throw new TypeError("the request is not a JSON object");
  }
  if (__config.logLevel === "verbose") {
    exports.Logging.log("VERBOSE REQUEST " + JSON.stringify(event, null, 2));
  } else if (__config.logLevel === "terse") {
    exports.Logging.log("VERBOSE REQUEST " + JSON.stringify(event.request, null, 2));
  }
  event.session ??= {};
  event.session.attributes ??= {};
  event.request ??= {};
  const system = event.context?.System;
  const identity = system
    ? {
        requestAppId: system.application?.applicationId,
        userId: system.user?.userId,
        deviceId: system.device?.deviceId,
      }
    : {
        requestAppId: event.session.application?.applicationId,
        userId: event.session.user?.userId,
        deviceId: "no-device",
      };
  const terminal = event.request.type === "SessionEndedRequest" || event.request.type === "System.ExceptionEncountered";
  const language = __languageOf(event.request.locale, __config.languages);
  if (!terminal) {
    litexa.language = language;
    identity.litexaLanguage = language;
  }
  return {
    event, identity, language, terminal, type: event.request.type,
    key: "" + litexa.overridableFunctions.generateDBKey(identity),
    logStateTraces: event.__logStateTraces,
    reportStateTrace: event.__reportStateTrace,
  };
}

// __languageOf returns the last language that is the locale or its first two
// letters.
function __languageOf(locale, languages) {
  let found = "default";
  if (typeof locale === "string" && locale !== found) {
    const short = locale.slice(0, 2);
    for (const language of languages) {
      if (language.toLowerCase() === locale.toLowerCase() || language === short) {
        found = language;
      }
    }
  }
  return found;
}

// A __Store is the stored record of one try to answer a request.
class __Store {
  constructor(record) {
    this.initialized = record !== undefined && record !== null;
    this.data = Object.setPrototypeOf(this.initialized ? record : {}, null);
    this.dirty = false;
  }

  isInitialized() {
    return this.initialized;
  }

  initialize() {
    this.initialized = true;
  }

  read(name, markDirty) {
    if (markDirty) {
      this.dirty = true;
    }
    return this.data[name];
  }

  write(name, value) {
    this.data[name] = value;
    this.dirty = true;
  }

  finalize(callback) {
    callback?.();
  }
}

// A __SessionStore keeps the record in the session attributes.
class __SessionStore extends __Store {
  constructor(attributes) {
    super();
    attributes.litexa ??= {};
    this.data = attributes.litexa;
    this.initialized = true;
  }
}

// __begin makes the context of one try. record is the stored record, or undefined
// if there is none, and then the request is not prepared yet; inSession says that
// the record is in the session.
function __begin(opened, record, inSession) {
  const { event, language } = opened;
  const sessionAttributes = __copy(event.session.attributes);
  const store = inSession ? new __SessionStore(sessionAttributes) : new __Store(record);
  const base = {
    now: new Date(event.request.timestamp).getTime(),
    requestId: event.request.requestId,
    language,
    event,
    request: event.request,
    db: new DBTypeWrapper(store, language),
  };
  if (opened.terminal) {
    return { ...base, sessionAttributes: event.session.attributes };
  }
  const context = {
    say: [],
    reprompt: [],
    directives: [],
    shouldEndSession: false,
    ...base,
    settings: {},
    traceHistory: [],
    sessionAttributes,
  };
  context.settings = context.db.read("__settings") ?? { resetOnLaunch: true };
  if (store.isInitialized()) {
    __prepare(context);
  }
  return context;
}

function __copy(attributes) {
  for (const name in attributes) {
    return JSON.parse(JSON.stringify(attributes));
  }
  return {};
}

// __prepare reads the request: what happens to which state.
function __prepare(context) {
  const request = context.request;
  context.slots = { request };
  context.oldInSkillProducts = context.inSkillProducts = context.db.read("__inSkillProducts") ?? { inSkillProducts: [] };
  context.handoffState = null;
  context.handoffIntent = false;
  context.currentState = context.db.read("__currentState");
  context.nextState = null;
  switch (request.type) {
    case "LaunchRequest":
      reportValueMetric("Launches");
      __prepareIntent(context, request);
      break;
    case "IntentRequest":
      __prepareIntent(context, request);
      break;
    case "Connections.Response":
      context.intent = request.type;
      context.handoffIntent = true;
      if (context.currentState) {
        context.handoffState = context.currentState;
      } else {
        context.nextState = context.handoffState = "launch";
      }
      break;
    default:
      context.intent = request.type;
      context.handoffIntent = true;
      context.handoffState = context.currentState;
      if (!litexa.extendedEventNames.includes(request.type)) {
        throw new Error("unrecognized event type: " + request.type);
      }
  }
  __prepareProducts(context);
}

function __prepareIntent(context, request) {
  const cold = request.type === "LaunchRequest" || context.event.session.new;
  if (!context.currentState || (context.settings.resetOnLaunch && cold)) {
    context.currentState = null;
  }
  const state = context.currentState ?? "launch";
  if (!request.intent) {
    context.intent = null;
    context.nextState = state;
    return;
  }
  context.intent = request.intent.name;
  context.handoffIntent = true;
  context.handoffState = state;
  for (const name in request.intent.slots ?? {}) {
    const slot = request.intent.slots[name];
    context.slots[name] = slot?.value;
    for (const authority of slot?.resolutions?.resolutionsPerAuthority ?? []) {
      const value = authority?.status?.code === "ER_SUCCESS_MATCH" ? authority.values?.[0]?.value?.name : undefined;
      if (value !== undefined && value !== null) {
        context.slots[name] = value;
      }
    }
  }
}

function __prepareProducts(context) {
  context.monetization = context.db.read("__monetization");
  if (!context.monetization) {
    context.monetization = { fetchEntitlements: false, inSkillProducts: [] };
    context.db.write("__monetization", context.monetization);
  }
  if (context.request.type === "LaunchRequest" || context.request.type === "Connections.Response") {
    context.monetization.fetchEntitlements = true;
    context.db.write("__monetization", context.monetization);
  }
}

// __finish returns the response and the record, if that was written to, as JSON.
// trace is what the request has reached, or undefined.
function __finish(context, trace) {
  if (trace) {
    context.traceHistory = trace;
  }
  const response = __respond(context, __config.userAgent);
  const record = __record(context);
  try {
    return { response: JSON.stringify(response), record };
  } catch (error) {
    throw new TypeError("the response cannot be sent: " + error.message);
  }
}

// __respond makes the response of what the states left in the context, and
// writes what the next request needs.
function __respond(context, userAgent) {
  const response = { shouldEndSession: context.shouldEndSession };
  const wrapper = { version: "1.0", sessionAttributes: context.sessionAttributes, userAgent, response };
  if (context.shouldDropSession) {
    delete response.shouldEndSession;
  }
  if (context.say?.length > 0) {
    response.outputSpeech = {
      type: "SSML",
      ssml: `<speak>${__join(context.say, context.language)}</speak>`,
      playBehavior: "REPLACE_ALL",
    };
  }
  if (context.reprompt?.length > 0) {
    response.reprompt = {
      outputSpeech: { type: "SSML", ssml: `<speak>${__join(context.reprompt, context.language)}</speak>` },
    };
  }
  const card = context.card && __card(context);
  if (card) {
    response.card = card;
  }
  if (context.musicCommand) {
    (context.directives ??= []).push(__music(context.musicCommand));
  }
  if (context.shouldEndSession) {
    context.currentState = null;
  }
  if (context.currentState === null) {
    response.shouldEndSession = true;
  }
  context.db.write("__currentState", context.currentState);
  context.db.write("__settings", context.settings);
  context.directives = (context.directives ?? []).filter((directive) => !directive?.DELETEME);
  if (context.directives.length > 0) {
    response.directives = context.directives;
  }
  litexa.responsePostProcessor?.(wrapper, context);
  if (context.shouldEndSession) {
    litexa.sessionTerminatingCallback?.(context);
  }
  if (context.event.__reportStateTrace) {
    wrapper.__stateTrace = context.traceHistory;
  }
  return wrapper;
}

// __logResponse logs a response that is on its way.
function __logResponse(text) {
  exports.Logging.log("VERBOSE RESPONSE " + JSON.stringify(JSON.parse(text), null, 2));
}

// __join joins fragments of speech: with a blank, but not before punctuation.
function __join(fragments, language) {
  let speech = fragments[0];
  for (const fragment of fragments.slice(1)) {
    speech += fragment.length > 0 && "?!:;,.".includes(fragment.charAt(0)) ? fragment : " " + fragment;
  }
  if (speech.includes("  ")) {
    speech = speech.replaceAll("  ", " ");
  }
  for (const { from, to } of litexa.sayMapping[language] ?? []) {
    speech = speech.replace(from, to);
  }
  return speech;
}

function __card(context) {
  const { title, content, repeatSpeech, imageURLs } = context.card;
  let text = content ?? "";
  if (repeatSpeech && context.say) {
    text += context.say.map((line) => line?.replace(/<[^>]+>/g, "").replace(/[ ]+/g, " ")).join("\n");
  }
  const card = { type: "Simple", title: (title ?? "").trim() };
  text = text.trim();
  if (imageURLs) {
    card.type = "Standard";
    card.text = text;
    card.image = { smallImageUrl: imageURLs.cardSmall, largeImageUrl: imageURLs.cardLarge };
  } else {
    card.content = text;
  }
  const shown = card.title || text || (imageURLs?.cardSmall ?? imageURLs?.cardLarge ?? null) !== null;
  return shown ? card : undefined;
}

function __music(command) {
  if (command.action === "stop") {
    return { type: "AudioPlayer.Stop" };
  }
  return {
    type: "AudioPlayer.Play",
    playBehavior: "REPLACE_ALL",
    audioItem: { stream: { url: command.url, token: "no token", offsetInMilliseconds: 0 } },
  };
}

// __record returns the stored record as JSON if it was written to, and else
// undefined.
function __record(context) {
  const store = context.db.db;
  if (!store.dirty || store instanceof __SessionStore) {
    return undefined;
  }
  for (const name in store.data) {
    const value = store.data[name];
    const lost = typeof value === "object" || typeof value === "string" ? "" : __lost(value);
    if (lost) {
      console.error(`@${name} is ${lost}, which cannot be stored: the next request will find it empty`);
    }
  }
  try {
    return JSON.stringify(store.data);
  } catch (error) {
    throw __culprit(store.data, error);
  }
}

// __lost describes a value that JSON silently leaves out.
function __lost(value) {
  switch (typeof value) {
    case "function":
    case "symbol":
      return "a " + typeof value;
    case "number":
      return Number.isFinite(value) ? "" : "" + value;
    default:
      return "";
  }
}

// __culprit returns an error that names the variable that has no JSON.
function __culprit(data, error) {
  for (const name in data) {
    try {
      JSON.stringify(data[name]);
    } catch (cause) {
      return new TypeError(`@${name} cannot be stored: ${cause.message}`);
    }
  }
  return error;
}

// __enter makes state the current one, which opens the microphone again.
function __enter(context, state) {
  context.nextState = null;
  context.shouldEndSession = false;
  delete context.shouldDropSession;
  context.currentState = state;
}

function __error(message) {
  console.error(message);
}

// __forget leaves a state that no longer exists.
function __forget(context) {
  context.db.write("__currentState", null);
}

function __terminate(context) {
  litexa.sessionTerminatingCallback?.(context);
  if (__config.logLevel) {
    exports.Logging.log("VERBOSE Terminating input handler early");
  }
}

function __log(message) {
  exports.Logging.log(message);
}

// __newLanguage returns the object of a language, which its code fills: tables
// of functions and classes without the members that objects inherit.
function __newLanguage(name) {
  const table = () => Object.create(null);
  return (__languages[name] = { enter: table(), exit: table(), otherwise: table(), intents: table(), types: table() });
}

// __handlers returns the table of the handlers of a state.
function __handlers(language, state) {
  return (language.intents[state] ??= Object.create(null));
}

// What the code of the languages refers to. It is global, so that inline code
// may use the same names for things of its own.
Object.assign(globalThis, {
  litexa, __newLanguage, __handlers, __exports: exports, handlerSteps: {}, userAgent: __config.userAgent,
  randomIndex, shuffleArray, randomArrayItem, diceRoll, diceCheck, escapeSpeech, deepClone, isActuallyANumber,
  pickSayString, pickSayFragment, minutesBetween, hoursBetween, daysBetween,
  rgbFromHex, hexFromRGB, rgbFromHSL, interpolateRGB, brightenColor, reportValueMetric,
  fetchEntitlements, getProductByReferenceName, getProductByProductId, inSkillProductBought, getReferenceNameByProductId,
  buildBuyInSkillProductDirective, buildCancelInSkillProductDirective, buildUpsellInSkillProductDirective,
  DBTypeWrapper, __purchase, __fragment, __end, __startOver, __listen, __goto, __handoff, __directives,
  ...__config.functions,
  ...__config.globals,
});
