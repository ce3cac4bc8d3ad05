const clock = require('./clock');

exports.tellTime = (hour) => clock.half(hour) + ' o clock';
exports.add = (a, b) => a + b;
