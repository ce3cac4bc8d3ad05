const code = require('separate-lib-code');

const tellTime = code.tellTime;
