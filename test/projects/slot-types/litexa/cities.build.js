const data = ['Paris', 'Tokyo', 'La Paz'];

exports.capitals = function (skill, language) {
  return {
    name: 'cityNames',
    values: data.concat(language === 'default' ? [] : ['Berlin']),
  };
};
