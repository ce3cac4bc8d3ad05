exports.names = (skill, language) => ({ name: 'nameType', values: ['Anna', 'Jörg', language] });
