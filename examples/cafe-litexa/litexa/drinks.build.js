// The slot type of an order: what is on the menu.
exports.drinks = () => ({ name: 'DRINK', values: require('./drinks.json') });
