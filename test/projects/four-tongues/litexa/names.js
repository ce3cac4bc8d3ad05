exports.names = (skill, language) => ({ name: 'nameType', values: ['Ann', 'Bob', language] });
