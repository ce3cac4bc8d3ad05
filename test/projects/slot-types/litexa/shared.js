const limits = ['ten', 'twenty'];

function firstLimit() {
  return limits[0];
}

exports.limits = () => ({ name: 'limitType', values: limits });
