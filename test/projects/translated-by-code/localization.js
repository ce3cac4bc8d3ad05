// If there is a file of either kind, the script is the one that counts.
const samples = (words) => words.map((word) => `${word} bitte`);

module.exports = {
  intents: { GO_ON: { default: ['go on'], de: samples(['weiter', 'fortfahren']) } },
  speech: { 'And on.': { de: 'Und weiter.' } },
};
