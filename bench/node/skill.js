// The skill that the benchmarks run on the Node SDK: the same turns as that of
// package bench/skill.
'use strict';
const Alexa = require('ask-sdk-core');

const launch = {
  canHandle: (input) => Alexa.getRequestType(input.requestEnvelope) === 'LaunchRequest',
  handle: (input) => input.responseBuilder.speak('What would you like?').reprompt('Coffee or tea?').getResponse(),
};

const order = {
  canHandle: (input) =>
    Alexa.getRequestType(input.requestEnvelope) === 'IntentRequest' &&
    Alexa.getIntentName(input.requestEnvelope) === 'OrderIntent',
  async handle(input) {
    const drink = Alexa.getSlotValue(input.requestEnvelope, 'drink');
    const attributes = await input.attributesManager.getPersistentAttributes();
    attributes.drink = drink;
    await input.attributesManager.savePersistentAttributes();
    return input.responseBuilder
      .speak(`Your ${Alexa.escapeXmlCharacters(drink)} is coming.`)
      .withShouldEndSession(true)
      .getResponse();
  },
};

// memory keeps attributes as JSON text, so that each request reads its own copy.
class MemoryAdapter {
  constructor() {
    this.items = new Map();
  }
  async getAttributes(envelope) {
    const text = this.items.get(envelope.context.System.user.userId);
    return text ? JSON.parse(text) : {};
  }
  async saveAttributes(envelope, attributes) {
    this.items.set(envelope.context.System.user.userId, JSON.stringify(attributes));
  }
}

exports.MemoryAdapter = MemoryAdapter;
exports.create = (adapter) =>
  Alexa.SkillBuilders.custom().addRequestHandlers(launch, order).withPersistenceAdapter(adapter).create();
