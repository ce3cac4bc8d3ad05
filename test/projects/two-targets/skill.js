const locale = (title, words) => ({
  name: title,
  invocation: title.toLowerCase(),
  summary: `${title} differs by target.`,
  description: 'Shows what deployment variables do.',
  keywords: words,
  smallIconUri: 'https://example.com/two/small.png',
  largeIconUri: 'https://example.com/two/large.png',
  updatesDescription: 'nothing new',
});

const manifest = (countries) => ({
  publishingInformation: {
    isAvailableWorldwide: countries.length === 0,
    distributionCountries: countries,
    category: 'GAMES',
    locales: {
      'en-US': locale('Two Targets', ['target']),
      'en-GB': locale('Two Goals', ['goal']),
    },
  },
  permissions: [{ name: 'alexa::devices:all:geolocation:read' }],
});

module.exports = {
  manifest: manifest(['US', 'GB']),
  production: { manifest: Object.assign(manifest([]), { events: { subscriptions: [] } }) },
};
