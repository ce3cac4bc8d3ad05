exports.fruits = () => ({ name: 'Fruits', values: jsonFiles['fruits.json'].concat(more) });
